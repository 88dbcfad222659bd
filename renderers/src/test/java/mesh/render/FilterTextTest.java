// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import mesh.live.FilterText;
import mesh.live.PfFilterText;
import mesh.model.Format;
import mesh.net.Cidr;
import mesh.policy.FilterRule;
import mesh.policy.Traffic;

/** What is written into a host's rules is read back. */
class FilterTextTest {
    private static final String RULES = Rendered.texts(
            new Renderers().render(Fixture.filtered(Fixture.router(Format.WG_QUICK)))).values().stream()
            .filter(text -> text.contains("policy_accepts")).findFirst().orElseThrow();

    @Test
    void readsEveryRuleThatIsWritten() {
        List<FilterRule> rules = FilterText.read(RULES).orElseThrow();
        assertThat(rules).hasSize(12);
        assertThat(rules.get(0)).isEqualTo(new FilterRule(true, List.of(), networks("192.168.200.1/32"), false,
                Traffic.parse("tcp:443")));
        assertThat(rules.get(4).from()).isEqualTo(networks("192.168.200.2/32", "192.168.200.3/32"));
        assertThat(rules.get(4).traffic()).hasToString("tcp:22, tcp:8000-8100");
        assertThat(rules.get(8).traffic()).isEqualTo(Traffic.ANY);
        assertThat(rules).filteredOn(FilterRule::toInternet).hasSize(2);
    }

    @Test
    void readsNothingOfWhatMeshDoesNotWrite() {
        assertThat(FilterText.read("table inet other { chain input { accept } }")).isEmpty();
        assertThat(FilterText.read(RULES.replace("tcp dport { 443 } accept", "tcp dport 443 counter accept")))
                .isEmpty();
        assertThat(FilterText.read(RULES.replace("fd00:9::2", "fd00:9::2::"))).isEmpty();
    }

    @Test
    void readsTheSameOfBothFirewalls() {
        String pf = Rendered.text(new Renderers().render(Fixture.filtered(Fixture.router(Format.HOSTNAME_IF))),
                "/etc/mesh/wg0/pf.conf");
        assertThat(PfFilterText.read(pf)).isEqualTo(FilterText.read(RULES));
        assertThat(PfFilterText.read(pf.replace("port { 443 }", "port { 443 } no state"))).isEmpty();
        assertThat(PfFilterText.read(pf.replace("match on wg0 inet proto icmp ", "pass on wg0 inet proto icmp ")))
                .isEmpty();
        assertThat(PfFilterText.read("match in on wg0 tag mesh_wg0_refused\n")).isEmpty();
    }

    private static List<Cidr> networks(String... texts) {
        return List.of(texts).stream().map(Cidr::parse).toList();
    }
}
