// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import mesh.cli.flow.Intent;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

/** Pictures are well-formed, the same each time, and nobody's text becomes part of them. */
class GraphTextTest {
    private static final String HOSTILE = "Anna </script><script>alert(1)</script> & 'Bob' \\\"";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(GraphText.class)
    void drawsTheSameBytesEachTime(GraphText format) {
        assertThat(format.draw(graph(40), GraphText.Layer.PATHS))
                .isEqualTo(format.draw(graph(40), GraphText.Layer.PATHS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 30, 300})
    void theSvgIsWellFormedHasEveryNodeAndNoTwoOverlap(int hosts)
            throws IOException, SAXException, ParserConfigurationException {
        MeshGraph graph = graph(hosts);
        Document document = parsed(GraphText.SVG.draw(graph, GraphText.Layer.PATHS));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        List<Card> cards = Picture.of(graph).cards();
        assertThat(cards.stream().flatMap(card -> card.members().stream())).hasSize(graph.nodes().size())
                .doesNotHaveDuplicates();
        for (int i = 0; i < cards.size(); i++) {
            for (int j = i + 1; j < cards.size(); j++) {
                assertThat(overlap(cards.get(i).box(), cards.get(j).box())).as("%s and %s", cards.get(i), cards.get(j))
                        .isFalse();
            }
        }
    }

    private static Document parsed(String svg) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static boolean overlap(Card.Box one, Card.Box other) {
        return one.x() < other.x() + other.width() && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height() && other.y() < one.y() + one.height();
    }

    @Test
    void thePageLoadsNothingAndNobodysTextIsCode() {
        String page = GraphText.HTML.draw(graph(5), GraphText.Layer.PATHS);

        assertThat(page).contains("Anna").doesNotContain("<script>alert", "</script><script>alert", "http://localhost",
                "src=", "@import", "url(http").containsPattern("default-src 'none'");
        assertThat(page.split("<script", -1)).hasSize(3);
    }

    @Test
    void largeMeshesHaveALineACardAndNotALineAPair() {
        assertThat(Picture.of(graph(300)).lines().size()).isLessThan(30);
    }

    @ParameterizedTest
    @EnumSource(GraphText.Layer.class)
    void graphvizReadsTheDot(GraphText.Layer layer) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isThere("dot"), "graphviz is not installed: its reading of dot is not tested");
        Path dot = Files.writeString(folder.resolve("mesh.dot"), GraphText.DOT.draw(DrawnMesh.of(8), layer));
        Process process = new ProcessBuilder("dot", "-Tsvg", dot.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile()).start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("out"))).isZero();
    }

    @ParameterizedTest
    @EnumSource(GraphText.class)
    void theLayerOfThePolicyIsDrawnInTheWordsOfTheSpec(GraphText format) {
        assertThat(format.draw(DrawnMesh.of(30), GraphText.Layer.POLICY)).contains("group:admins", "tag:web",
                "tcp:5432",
                "192.168.2.0/24", "internet");
    }

    @Test
    void thePictureOfThePolicyIsWellFormedAndAsLargeAsItsRules()
            throws IOException, SAXException, ParserConfigurationException {
        String small = GraphText.SVG.draw(DrawnMesh.of(3), GraphText.Layer.POLICY);
        String large = GraphText.SVG.draw(DrawnMesh.of(300), GraphText.Layer.POLICY);

        assertThat(parsed(small).getDocumentElement().getAttribute("height"))
                .isEqualTo(parsed(large).getDocumentElement().getAttribute("height"));
        assertThat(large).contains("\u2713 tag:web \u2192 tag:db: accepts tcp:5432; denies tcp:22", "38 nodes");
        assertThat(GraphText.SVG.draw(graph(3), GraphText.Layer.POLICY)).contains("Everybody may reach everybody.");
    }

    private static boolean isThere(String program) {
        return java.util.Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static MeshGraph graph(int hosts) {
        StringBuilder spec = new StringBuilder("mesh: drawn\nnetwork: {ipv4: 10.3.0.0/16}\ndefaults: {os: linux}\n"
                + "topology: {no-path: [[any, any]]}\nhosts:\n");
        for (int i = 0; i < hosts; i++) {
            spec.append("  n").append(i).append(": {").append(i % 5 == 4
                    ? "behind-nat: true"
                    : "endpoint: 203.0."
                            + i / 250 + "." + i % 250)
                    .append(i % 3 == 1 ? ", site: s" + i % 7 : "").append("}\n");
        }
        spec.append("devices:\n  phone: {public-key: PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q=, owner: \"")
                .append(HOSTILE).append("\"}\n");
        Intent intent = Intent.of(new SpecSource("mesh.yaml", spec.toString()), SpecFiles.NONE, Optional.empty());
        return MeshGraph.of(intent.mesh(), intent.policy(), intent.desired());
    }
}
