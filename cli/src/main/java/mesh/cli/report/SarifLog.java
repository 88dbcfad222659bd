// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.List;

import mesh.cli.view.Json;
import mesh.spec.Problem;
import mesh.spec.Problem.Severity;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of one tool, as SARIF 2.1.0 sections 3.13 to 3.30 have it.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifLog {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifLog() {}

    static String write(List<Problem> problems) {
        ObjectNode log = node().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "mesh");
        ArrayNode rules = driver.putArray("rules");
        problems.stream().map(Problem::id).distinct().sorted().forEach(id -> rules.addObject().put("id", id));
        // Columns of ours count UTF-16 code units, as Java does.
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        problems.forEach(problem -> results.add(result(problem)));
        return Json.write(log);
    }

    private static ObjectNode result(Problem problem) {
        ObjectNode result = node().put("ruleId", problem.id())
                .put("level", problem.severity() == Severity.ERROR ? "error" : "warning");
        result.putObject("message").put("text", Sentence.of(problem));
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", problem.source().replace(" ", "%20"));
        place.putObject("region").put("startLine", problem.position().line()).put("startColumn",
                problem.position().column());
        return result;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
