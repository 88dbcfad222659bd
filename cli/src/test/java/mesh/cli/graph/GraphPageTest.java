// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, by mouse and by keys. */
class GraphPageTest {
    private static final String SIDE = "document.getElementById('side').innerText";
    private static final String LIT = "[...document.querySelectorAll('.node[data-i]:not(.dim) > title')]"
            + ".map(title => title.textContent.split(' ')[0]).join(' ')";
    /** Texts that leave their chip or card, or begin in its icon, and chips that meet. */
    private static final String UGLY = """
            (() => {
              const found = [];
              const inside = (inner, outer) => inner.x >= outer.x - 1 && inner.y >= outer.y - 1
                && inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1;
              document.querySelectorAll('#stage .node[data-i]').forEach(node => {
                const chip = node.querySelector('.chip').getBoundingClientRect();
                const icon = node.querySelector('.icon').getBoundingClientRect();
                const texts = [...node.querySelectorAll('text')].filter(one => !one.closest('.mark'));
                const boxes = texts.map(one => one.getBoundingClientRect());
                boxes.forEach((box, i) => {
                  if (!inside(box, chip) || box.x < icon.right) found.push(texts[i].textContent);
                  boxes.forEach((other, j) => {
                    if (j > i && box.x < other.right && other.x < box.right && box.y < other.bottom - 2 && other.y < box.bottom - 2)
                      found.push(texts[i].textContent + ' over ' + texts[j].textContent);
                  });
                });
              });
              document.querySelectorAll('#stage .card').forEach(card => {
                const [title, count] = ['.card-title', '.card-count'].map(one => card.querySelector(one).getBoundingClientRect());
                if (title.right > count.x) found.push(card.textContent);
              });
              return found.join('; ');
            })()""";

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Browser.isThere(), "chromium is not installed: the page's script is not tested");
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(int hosts, String fragment) throws IOException, InterruptedException {
        open(hosts, fragment, GraphText.Layer.PATHS);
    }

    private static void open(int hosts, String fragment, GraphText.Layer layer)
            throws IOException, InterruptedException {
        Path page = folder.resolve("mesh" + hosts + layer.text() + ".html");
        if (!Files.exists(page)) {
            Files.writeString(page, GraphText.HTML.draw(DrawnMesh.of(hosts), layer));
        }
        browser.open(URI.create(page.toUri() + fragment));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30, 300})
    void isDrawnInTimeAsksNobodyForAnythingAndNoTextOverlaps(int hosts) throws IOException, InterruptedException {
        open(hosts, "");

        assertThat(browser.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.eval("document.querySelectorAll('#stage .node[data-i]').length"))
                .isEqualTo("" + (hosts + 1));
        assertThat(browser.eval(UGLY)).isEmpty();
        double millis = Double.parseDouble(browser.eval("performance.getEntriesByType('navigation')[0].duration"));
        assertThat(millis).isLessThan(5000);
        browser.screenshot(folder.resolve(hosts + ".png"));
        assertThat(folder.resolve(hosts + ".png")).isNotEmptyFile();
    }

    @Test
    void longNamesStayWhereTheyBelong() throws IOException, InterruptedException {
        Path page = Files.writeString(folder.resolve("long.html"),
                GraphText.HTML.draw(DrawnMesh.withLongNames(), GraphText.Layer.PATHS));
        browser.open(page.toUri());

        assertThat(browser.eval(UGLY)).isEmpty();
        assertThat(browser.eval("document.querySelector('.node .name').textContent")).startsWith("a-very")
                .endsWith("number-17");
    }

    @Test
    void aClickTellsWhatANodeIsAndAnotherTheWay() throws IOException, InterruptedException {
        open(30, "");
        browser.click("#stage .node[data-i=\"0\"] .chip");
        assertThat(browser.eval(SIDE)).startsWith("build-12\nhost, behind NAT").contains("10.3.0.2/16", "tags\nbuild",
                "site\nfra");

        open(30, "#cache-2,anna-laptop");
        assertThat(browser.eval(SIDE)).contains("cache-2", "Through web-0");
        open(30, "#cache-2,db-9");
        assertThat(browser.eval(SIDE)).contains("Not linked", "No rule lets one of them begin");
    }

    @Test
    void theLayerOfThePolicyTellsWhoMayReachWhomAndByWhichRule() throws IOException, InterruptedException {
        open(3, "");
        browser.click("[data-to-layer=policy]");
        assertThat(browser.eval(SIDE)).contains("tag:web \u2192 tag:db", "tcp:5432", "policy.rules[1]",
                "\u2713 tag:web \u2192 tag:db: accepts tcp:5432; denies tcp:22");
        browser.click("#side li:nth-child(2) .rule");
        assertThat(browser.eval(LIT).split(" ")).containsExactlyInAnyOrder("web-0", "db-1");
        assertThat(browser.eval("[...document.querySelectorAll('.mark')].map(m => m.textContent).sort().join()"))
                .isEqualTo("from,to");

        open(3, "#policy:web-0,db-1");
        assertThat(browser.eval(SIDE)).contains("web-0 \u2192 db-1", "tcp:5432 (policy.rules[1])",
                "db-1 \u2192 web-0", "nothing: no rule allows it");

        open(30, "#policy:db-1");
        assertThat(browser.eval(LIT).split(" ")).containsExactlyInAnyOrder("db-1", "anna-laptop", "web-0", "web-8",
                "web-16", "web-24");
        assertThat(browser.eval(SIDE)).containsSubsequence("MAY REACH", "nobody", "MAY BE REACHED BY", "tcp:5432",
                "web-0",
                "tcp:22, icmp", "anna-laptop");
        open(30, "#policy:cache-2");
        assertThat(browser.eval(SIDE)).containsSubsequence("192.168.2.0/24 MAY REACH", "tcp:443, udp:443", "web-16");
    }

    @Test
    void opensWithTheLayerThatWasAskedFor() throws IOException, InterruptedException {
        open(3, "", GraphText.Layer.POLICY);

        assertThat(browser.eval(SIDE)).contains("Who may reach whom");
        browser.press("p");
        assertThat(browser.eval(SIDE)).doesNotContain("Who may reach whom").contains("LEGEND");
    }

    @Test
    void isUsedByKeysAlone() throws IOException, InterruptedException {
        open(300, "");
        browser.press("/");
        browser.type("mail-2");
        assertThat(browser.eval(SIDE)).contains("13 nodes found", "mail-295");
        browser.type("95");
        assertThat(browser.eval(LIT)).isEqualTo("mail-295");
        browser.press("Enter");
        assertThat(browser.eval(SIDE)).startsWith("mail-295");
        assertThat(browser.eval("document.querySelector('#stage svg').viewBox.baseVal.width / "
                + "document.getElementById('stage').clientWidth")).satisfies(
                        scale -> assertThat(Double.parseDouble(scale)).isLessThan(1.2));

        String before = browser.eval("document.activeElement.dataset.i");
        browser.press("ArrowUp");
        assertThat(browser.eval("document.activeElement.dataset.i")).isNotEqualTo(before);
        browser.press("Enter");
        assertThat(browser.eval("location.hash")).startsWith("#mail-295,");
        browser.press("Escape");
        assertThat(browser.eval("location.hash")).isEmpty();
        assertThat(browser.eval("document.querySelectorAll('#stage [tabindex=\"0\"]').length")).isEqualTo("1");
    }

    @Test
    void followsWhatTheUserPrefersUntilToldOtherwise() throws IOException, InterruptedException {
        String ground = "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector('#stage .chip')).fill";
        browser.prefer("light");
        open(3, "");
        String light = browser.eval(ground);
        browser.prefer("dark");
        String dark = browser.eval(ground);
        browser.click("#theme");

        assertThat(dark).isNotEqualTo(light);
        assertThat(browser.eval(ground)).isEqualTo(light);
        browser.prefer("light");
    }
}
