// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import mesh.spec.Problem;
import mesh.spec.Problem.Severity;
import mesh.spec.SourcePosition;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemFormatTest {
    private static final Problem ERROR = new Problem("bad-cidr", Severity.ERROR, "infra/mesh.yaml",
            new SourcePosition(14, 12), "hosts.pi4.routes[0]", "'10.9.0.0/99' is <not> a CIDR, 100%\nof it\u0001",
            "write 10.9.0.0/24", "    routes: [10.9.0.0/99]");
    private static final Problem WARNING = new Problem("device-expires", Severity.WARNING, "infra/mesh.yaml",
            new SourcePosition(20, 3), "", "phone expires in 3 days", "change 'expires'", "");

    @Test
    void aLineOfGithubEndsWhereItEndsWhateverIsInIt() {
        assertThat(ProblemFormat.GITHUB.write(List.of(ERROR, WARNING)))
                .isEqualTo("::error file=infra/mesh.yaml,line=14,"
                        + "col=12,title=bad-cidr::hosts.pi4.routes[0]: '10.9.0.0/99' is <not> a CIDR, 100%25%0Aof it\u0001. "
                        + "Write 10.9.0.0/24.\n"
                        + "::warning file=infra/mesh.yaml,line=20,col=3,title=device-expires::phone expires in 3 days. "
                        + "Change 'expires'.\n");
        assertThat(ProblemFormat.GITHUB.write(List.of())).isEmpty();
    }

    @Test
    void sarifNamesRulePlaceAndLevel() {
        JsonNode run = JsonMapper.shared().readTree(ProblemFormat.SARIF.write(List.of(ERROR, WARNING))).get("runs")
                .get(0);

        assertThat(run.at("/tool/driver/rules").findValuesAsString("id")).containsExactly("bad-cidr", "device-expires");
        assertThat(run.at("/results/0/ruleId").asString()).isEqualTo("bad-cidr");
        assertThat(run.at("/results/0/level").asString()).isEqualTo("error");
        assertThat(run.at("/results/1/level").asString()).isEqualTo("warning");
        JsonNode place = run.at("/results/0/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asString()).isEqualTo("infra/mesh.yaml");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(14);
        assertThat(place.at("/region/startColumn").asInt()).isEqualTo(12);
    }

    @Test
    void sarifOfAGoodSpecIsARunWithoutResults() {
        JsonNode log = JsonMapper.shared().readTree(ProblemFormat.SARIF.write(List.of()));

        assertThat(log.get("version").asString()).isEqualTo("2.1.0");
        assertThat(log.at("/runs/0/results").isArray()).isTrue();
        assertThat(log.at("/runs/0/results")).isEmpty();
    }

    @Test
    void gitlabKnowsAProblemAgainThatMoved() {
        Problem moved = new Problem(ERROR.id(), ERROR.severity(), ERROR.source(), new SourcePosition(40, 12),
                ERROR.path(),
                ERROR.message(), ERROR.advice(), ERROR.sourceLine());
        JsonNode all = JsonMapper.shared().readTree(ProblemFormat.GITLAB.write(List.of(ERROR, moved, WARNING)));

        assertThat(all.findValuesAsString("check_name")).containsExactly("bad-cidr", "bad-cidr", "device-expires");
        assertThat(all.at("/0/location/lines/begin").asInt()).isEqualTo(14);
        assertThat(all.at("/0/location/path").asString()).isEqualTo("infra/mesh.yaml");
        List<String> fingerprints = all.findValuesAsString("fingerprint");
        assertThat(fingerprints.get(0)).isEqualTo(fingerprints.get(1)).isNotEqualTo(fingerprints.get(2));
    }

    @Test
    void aTestReportFailsForErrorsOnly() throws Exception {
        Element suite = xml(ProblemFormat.JUNIT.write(List.of(ERROR, WARNING)));

        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getTextContent()).startsWith("infra/mesh.yaml:14:12: hosts.pi4.routes[0]: ")
                .contains("<not>", "\uFFFD");
    }

    @Test
    void aTestReportOfAGoodSpecHasACaseThatPassed() throws Exception {
        Element suite = xml(ProblemFormat.JUNIT.write(List.of(WARNING)));

        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    }

    private static Element xml(String text) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
    }
}
