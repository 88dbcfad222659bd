// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import mesh.cli.graph.Browser;
import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.AgentWay;
import mesh.cli.status.StatusDocument.HostNotice;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.status.StatusDocument.RouteStatus;
import mesh.cli.view.PlanSample;
import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanDocument.MissingPair;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of plans and of statuses, as text and in a real browser. */
class ReportPagesTest {
    /** What would run, load or break out wherever it stood unescaped. */
    private static final String EVIL = "</title></style></pre><script>alert(1)</script><img src=x onerror=alert(1)>\"' onload='x @BODY@ &";
    private static final String TOO_WIDE = "document.scrollingElement.scrollWidth > innerWidth";
    private static final String GROUND = "getComputedStyle(document.body).backgroundColor";

    @TempDir
    static Path folder;

    private static Optional<Browser> browser = Optional.empty();

    @AfterAll
    static void stop() {
        browser.ifPresent(Browser::close);
    }

    private static Browser opened(String name, String html) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Browser.isThere(), "chromium is not installed: pages are not looked at");
        if (browser.isEmpty()) {
            browser = Optional.of(Browser.start(folder));
        }
        Path page = Files.writeString(folder.resolve(name), html);
        browser.get().open(page.toUri());
        return browser.get();
    }

    @Test
    void aPlanSaysWhatItComesToThenWhatNeedsALookThenWhoGainsAndLosesThenEachHost() {
        String page = PlanPage.of(PlanSample.with(PlanSample.everything(),
                List.of(new AccessLine("+", List.of("group:admins"), List.of("db1"), "nothing", "tcp:22", ""),
                        new AccessLine("-", List.of("any"), List.of("web"), "any", "nothing", ""))));

        assertThat(page).containsSubsequence(
                "<h1>Plan: 1 host to create, 1 to change, 1 to remove. 1 unchanged. 1 left alone.</h1>",
                "<h2>What needs a look</h2>", "<b>delta</b> is left alone: no answer from 192.0.2.9:22",
                "<b>epsilon - home</b> without a path: both are behind NAT", "class=\"gain\">+ gained</td>",
                "class=\"loss\">- lost</td>", "<b class=\"gain\">+ alpha</b>",
                "<span class=\"gain\">+ address 100.64.0.1/24</span>",
                "/etc/mesh/wg0/psk/beta</code><span class=\"kind\"> 0600 root:wheel (secret)</span>",
                "<b class=\"change\">~ beta</b>",
                "<span class=\"loss\">-ListenPort = 51820</span><span class=\"gain\">+ListenPort = 4501</span>",
                "<b class=\"loss\">- gamma</b>");
    }

    @Test
    void aStatusSaysWhatItComesToThenWhatNeedsALookThenEachHost() {
        assertThat(StatusPage.of(status(3), "2026-11-27 12:00 UTC")).containsSubsequence("read at 2026-11-27 12:00 UTC",
                "<h1>3 hosts: 2 up, 1 unreachable. 4 of 6 tunnel ends connected.</h1>",
                "!! <b>host-0 -&gt; hSDwCYkw…</b> is a peer that is not of this mesh",
                "!! <b>host-2</b> unreachable", "! <b>host-0</b> its key is due",
                "<b class=\"gain\">host-0</b><span class=\"gain\"> up</span>");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void pagesAskNobodyForAnythingAndFitAPhoneAndADesk(int hosts) throws IOException, InterruptedException {
        for (String html : List.of(PlanPage.of(plan(hosts)), StatusPage.of(status(hosts), "now"))) {
            Browser page = opened("page.html", html);
            assertThat(page.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
            assertThat(page.complaints()).isEmpty();
            for (int width : new int[]{320, 390, 768, 1440}) {
                page.size(width, 900);
                assertThat(page.eval(TOO_WIDE)).as("%d px are too narrow", width).isEqualTo("false");
            }
        }
    }

    @Test
    void followsWhatTheUserPrefersAndIsWhiteOnPaper() throws IOException, InterruptedException {
        Browser page = opened("plan.html", PlanPage.of(plan(3)));
        page.prefer("light");
        String light = page.eval(GROUND);
        page.prefer("dark");
        String dark = page.eval(GROUND);
        page.print("dark");
        String paper = page.eval(GROUND);
        page.prefer("light");

        assertThat(dark).isNotEqualTo(light);
        assertThat(paper).isEqualTo("rgb(255, 255, 255)");
    }

    @Test
    void whateverATextHoldsIsShownAndIsNoMarkup() throws IOException, InterruptedException {
        for (String html : List.of(PlanPage.of(evilPlan()), StatusPage.of(evilStatus(), EVIL))) {
            assertThat(html).doesNotContain("<script", "<img", "onload='", "\"' ");
            assertThat(html.split("&lt;/title&gt;", -1).length).isGreaterThan(10);
            Browser page = opened("evil.html", html);
            assertThat(page.complaints()).isEmpty();
            assertThat(page.eval("document.querySelectorAll('script, img, [onload], [onerror]').length"))
                    .isEqualTo("0");
            assertThat(page.eval("document.body.innerText")).contains(EVIL);
            assertThat(page.eval("document.title")).contains(EVIL.substring(0, 20));
        }
    }

    private static PlanDocument plan(int hosts) {
        List<ChangeLine> peers = IntStream.range(0, hosts).mapToObj(i -> PlanSample.line("peer-add", "+", "host-" + i,
                "peer host-" + i + ": key " + PlanSample.KEY + ", allowed ips 100.64.0.2/32, fd00::2/128")).toList();
        List<Host> all = IntStream.range(0, hosts).mapToObj(i -> switch (i % 3) {
            case 0 -> PlanSample.host("host-" + i, "create", "+", "none", "", peers, PlanSample.CREATED.files());
            case 1 -> PlanSample.host("a-host-with-a-name-as-long-as-a-label-of-the-dns-may-be-at-all-" + i, "update",
                    "~", "in-place", "sessions go on", PlanSample.CHANGED.changes(), PlanSample.CHANGED.files());
            default -> PlanSample.UNREAD;
        }).toList();
        return PlanSample.with(
                PlanSample.plan(new Counts(hosts / 3, hosts / 3, 0, 0, hosts / 3), all,
                        List.of(new MissingPair("epsilon", "home", "both are behind NAT"))),
                List.of(new AccessLine("+", List.of("group:admins"), List.of("db1"), "nothing", "tcp:22", "")));
    }

    private static StatusDocument status(int hosts) {
        return new StatusDocument(StatusDocument.FORMAT, "homelab",
                IntStream.range(0, hosts).mapToObj(i -> i % 3 == 2
                        ? new HostStatus("host-" + i, "unreachable", "no answer", "wg0", List.of(), 0, List.of(),
                                List.of())
                        : host("host-" + i)).toList(),
                List.of());
    }

    private static HostStatus host(String name) {
        return new HostStatus(name, "up", "", "wg0", List.of("100.64.0.1", "fd00:1234:5678:9abc::1"), 3, List.of(
                new PeerStatus("web", "connected", Optional.of("[2001:db8:1234:5678::1]:51820"), Optional.of(12L), 1,
                        2),
                new PeerStatus("nas", "connected", Optional.of("127.0.0.1:4000"), Optional.of(3L), 1, 2,
                        Optional.of(new AgentWay("relay", Optional.of("web"), Optional.empty(), Optional.of(12.0), 3,
                                "its router gives each address another port"))),
                new PeerStatus(PlanSample.KEY, "foreign", Optional.empty(), Optional.empty(), 0, 0)),
                List.of(new HostNotice("key-due", "its key is due")), Optional.of("running"),
                List.of(new RouteStatus(List.of("192.168.1.0/24"), Optional.empty(), List.of("web"))),
                Optional.of("running"));
    }

    private static PlanDocument evilPlan() {
        ChangeLine line = new ChangeLine("peer-change", "~", EVIL, EVIL, EVIL, EVIL);
        Host host = new Host(EVIL, "update", "~", "in-place", EVIL, EVIL, EVIL, EVIL, "f", 1, "d", List.of(line),
                List.of(new FileChange(EVIL, "update", EVIL, EVIL, false, "id", "", "---\n+++\n+" + EVIL + "\n"),
                        new FileChange(EVIL, "create", "0600", "root", false, "id", EVIL, "")),
                List.of(new PlanDocument.HostNotice("foreign", EVIL)));
        Host unread = new Host(EVIL, "unknown", "?", "none", EVIL, EVIL, EVIL, EVIL, "", 1, "d", List.of(), List.of(),
                List.of());
        return new PlanDocument("1.2", EVIL, EVIL, new Counts(0, 1, 0, 0, 1), List.of(host, unread),
                List.of(new MissingPair(EVIL, EVIL, EVIL)),
                List.of(new AccessLine("+", List.of(EVIL), List.of(EVIL), EVIL, EVIL, EVIL)));
    }

    private static StatusDocument evilStatus() {
        PeerStatus peer = new PeerStatus(EVIL, EVIL, Optional.of(EVIL), Optional.of(1L), 1, 1,
                Optional.of(new AgentWay("relay", Optional.of(EVIL), Optional.of(EVIL), Optional.empty(), 1, EVIL)));
        HostStatus host = new HostStatus(EVIL, "up", EVIL, EVIL, List.of(EVIL), 1, List.of(peer),
                List.of(new HostNotice("key-due", EVIL)), Optional.of(EVIL),
                List.of(new RouteStatus(List.of(EVIL), Optional.of(EVIL), List.of(EVIL))), Optional.of(EVIL));
        HostStatus silent = new HostStatus(EVIL, "unreachable", EVIL, EVIL, List.of(), 0, List.of(), List.of());
        return new StatusDocument("1.4", EVIL, List.of(host, silent), List.of(EVIL));
    }
}
