// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import mesh.desired.DesiredHost;
import mesh.desired.Ground;
import mesh.files.AgentProgram;
import mesh.files.RenderedHost;
import mesh.model.Format;

/** What each format writes, byte for byte, and what holds for all of them. */
class GoldenFilesTest {
    private final Renderers renderers = new Renderers();

    @ParameterizedTest
    @EnumSource(Format.class)
    void writesExactlyTheExpectedFiles(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.host(format));
        GoldenFolder.compare(format.text(), Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aPeerWhoseKeyIsReplacedHasAnEntryForEachKey(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.host(format, Fixture.rotating()));
        GoldenFolder.compare(format.text() + "-rotating", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aHostWithNetworksBehindItSetsItselfUp(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.router(format));
        GoldenFolder.compare(format.text() + "-router", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aHostThatHoldsAPolicyHasAFilter(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.filtered(Fixture.host(format)));
        GoldenFolder.compare(format.text() + "-policy", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aHostWithARelayRunsItByAServiceOfItsOwn(Format format) throws IOException {
        RenderedHost rendered = new Renderers(() -> new AgentProgram("5e".repeat(32)))
                .render(Fixture.relay(format));
        GoldenFolder.compare(format.text() + "-relay", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aHostWithAnAgentRunsItByAServiceOfItsOwn(Format format) throws IOException {
        RenderedHost rendered = withAgent().render(Fixture.agent(Fixture.host(format)));
        GoldenFolder.compare(format.text() + "-agent", Rendered.all(rendered));
    }

    @Test
    void anAgentGoesTheHostsOwnWayToRelays() throws IOException {
        RenderedHost rendered = withAgent().render(Fixture.agent(Fixture.exit(Format.WG_QUICK)));
        GoldenFolder.compare("wg-quick-exit-agent", Rendered.all(rendered));
    }

    private static Renderers withAgent() {
        return new Renderers(() -> new AgentProgram("5e".repeat(32)));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aHostWhoseServicesWaitForTheMeshHasWhatTheyNameAndAProgram(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.waiting(format));
        GoldenFolder.compare(format.text() + "-online", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"WG_QUICK", "HOSTNAME_IF"})
    void aRouterThatHoldsAPolicyHasBothInOneTable(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.filtered(Fixture.router(format)));
        GoldenFolder.compare(format.text() + "-router-policy", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, mode = EnumSource.Mode.EXCLUDE, names = "HOSTNAME_IF")
    void aHostThatAsksTheMeshsResolverDoesSoForTheMeshsNames(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.asking(format));
        GoldenFolder.compare(format.text() + "-resolver", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"WG_QUICK", "HOSTNAME_IF"})
    void aHostWithTwoRoutersForANetworkWatchesThem(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.watching(format));
        GoldenFolder.compare(format.text() + "-watch", Rendered.all(rendered));
    }

    @Test
    void anOpenBsdHostIsAnExitByPf() throws IOException {
        DesiredHost host = Fixture.exit(Format.HOSTNAME_IF);
        Ground ground = new Ground(true, true, true, host.ground().gateway(), Optional.empty());
        GoldenFolder.compare("hostname.if-exit", Rendered.all(renderers.render(host.withGround(ground))));
    }

    @Test
    void anOpenBsdHostUsesAnExitByARoutingTableForWireGuard() throws IOException {
        DesiredHost host = Fixture.exit(Format.HOSTNAME_IF);
        Ground ground = new Ground(false, false, false, Optional.empty(), host.ground().exit());
        GoldenFolder.compare("hostname.if-exit-user", Rendered.all(renderers.render(host.withGround(ground))));
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, mode = EnumSource.Mode.EXCLUDE, names = "HOSTNAME_IF")
    void aHostThatIsAnExitAndUsesOne(Format format) throws IOException {
        RenderedHost rendered = renderers.render(Fixture.exit(format));
        GoldenFolder.compare(format.text() + "-exit", Rendered.all(rendered));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void writesTheSameBytesInEveryLocaleAndOnEveryRun(Format format) {
        RenderedHost first = renderers.render(Fixture.host(format));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(new Renderers().render(Fixture.host(format))).isEqualTo(first);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void writesNoSecretAndOnlyPlainCharacters(Format format) {
        RenderedHost rendered = renderers.render(Fixture.host(format));
        String secret = Base64.getEncoder().encodeToString(Fixture.privateKey(1).bytes());
        assertThat(Rendered.all(rendered).values()).allSatisfy(text -> {
            assertThat(text).doesNotContain(secret).endsWith("\n").matches("[\\n\\x20-\\x7e]*");
            assertThat(text).doesNotContain("Optional", "redacted");
        });
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void rendersAThousandPeers(Format format) {
        DesiredHost host = Fixture.host(format, Fixture.manyPeers(1000));
        RenderedHost rendered = renderers.render(host);
        assertThat(rendered.files()).hasSize(1000 + 1 + (format == Format.HOSTNAME_IF ? 1 : 2));
        String all = String.join("", Rendered.texts(rendered).values());
        assertThat(all.lines().filter(line -> line.contains("100.64."))).hasSize(1000);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void givesTheActivationThatARemovedHostNeeds(Format format) {
        assertThat(Renderers.activation(format, Fixture.WG0))
                .isEqualTo(renderers.render(Fixture.host(format)).activation());
    }

    @Test
    void refusesAHostWhosePeersKeyIsNotKnown() {
        DesiredHost host = Fixture.host(Format.WG_QUICK,
                List.of(new mesh.desired.DesiredPeer(new mesh.name.NodeName("unborn"), java.util.Optional.empty(),
                        java.util.Optional.empty(), List.of(), new mesh.net.Keepalive(0), java.util.Optional.empty())));
        assertThat(Arrays.asList(Format.values())).allSatisfy(format -> org.assertj.core.api.Assertions
                .assertThatThrownBy(() -> renderers.forFormat(format).render(host))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("amsterdam"));
    }
}
