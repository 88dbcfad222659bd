// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import mesh.model.Format;
import mesh.model.KeyPolicy;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;

class SpecDecoderTest {
    private static MeshSpec decode(String text) {
        return SpecDecoder.decode(new SpecSource("mesh.yaml", text));
    }

    private static List<Problem> problems(String text) {
        Problems problems = new Problems(new SpecSource("mesh.yaml", text));
        SpecDecoder.decode(new SpecSource("mesh.yaml", text), problems);
        return problems.inFileOrder();
    }

    @Test
    void knowsThePlaceOfEveryValue() {
        HostSpec host = decode("""
                mesh: lab
                hosts:
                  pi4:
                    port: 51821
                    routes:
                      - 192.168.1.0/24
                      - 192.168.2.0/24
                """).hosts().getFirst();
        assertThat(host.name().position()).hasToString("3:3");
        assertThat(host.settings().port().orElseThrow().position()).hasToString("4:11");
        assertThat(host.routes().get(1).position()).hasToString("7:9");
        assertThat(host.routes().get(1).path()).isEqualTo("hosts.pi4.routes[1]");
    }

    @Test
    void takesYaml11WordsAsTheTextsTheyAre() {
        MeshSpec spec = decode(
                "mesh: on\nhosts:\n  no: {os: linux, tags: [yes, off, n]}\n  010: {os: linux, site: y}\n");
        assertThat(spec.hosts()).extracting(host -> host.name().value().text()).containsExactly("no", "010");
        assertThat(spec.hosts().getFirst().settings().tags()).extracting(tag -> tag.value().text())
                .containsExactly("yes", "off", "n");
    }

    @Test
    void readsTheShortFormsOfSsh() {
        MeshSpec spec = decode("""
                mesh: lab
                hosts:
                  a: {ssh: h}
                  b: {ssh: u@h}
                  c: {ssh: 'u@h:23'}
                  d: {ssh: 'u@[2001:db8::1]:23'}
                  e: {ssh: '2001:db8::1'}
                  f: {ssh: {jump: 'j@k:24'}}
                """);
        assertThat(spec.hosts().stream().limit(5).map(host -> host.settings().ssh())).extracting(
                ssh -> ssh.user().map(user -> user.value().text()).orElse("-") + " " + ssh.host().orElseThrow().value()
                        + " " + ssh.port().map(port -> port.value().toString()).orElse("-"))
                .containsExactly("- h -", "u h -", "u h 23", "u 2001:db8::1 23", "- 2001:db8::1 -");
        assertThat(spec.hosts().getLast().settings().ssh().jump().orElseThrow().value().port()).isPresent();
    }

    @Test
    void readsEndpointsInEveryForm() {
        MeshSpec spec = decode("""
                mesh: lab
                hosts:
                  a: {endpoint: 203.0.113.7}
                  b: {endpoint: 'h.example.net:1'}
                  c: {endpoint: '2001:db8::7'}
                  d: {endpoint: '[2001:db8::7]:2'}
                  e: {endpoint: [1.2.3.4, {address: h, port: 3, site: s}]}
                """);
        assertThat(spec.hosts()).extracting(host -> host.endpoints().stream()
                .map(one -> one.host().value() + " " + one.port().map(port -> port.value().toString()).orElse("-"))
                .toList().toString()).containsExactly("[203.0.113.7 -]", "[h.example.net 1]", "[2001:db8::7 -]",
                        "[2001:db8::7 2]", "[1.2.3.4 -, h 3]");
    }

    @Test
    void copiesWhatAnAliasNames() {
        MeshSpec spec = decode(
                "mesh: lab\nhosts:\n  a: &a {os: linux, tags: &t [web]}\n  b: *a\n  c: {os: linux, tags: *t}\n");
        assertThat(spec.hosts().get(1).settings().os().orElseThrow().value()).isEqualTo("linux");
        assertThat(spec.hosts().get(2).settings().tags()).hasSize(1);
    }

    @Test
    void readsWindowsLineEnds() {
        assertThat(decode("mesh: lab\r\nhosts:\r\n  a:\r\n    os: linux\r\n").hosts()).hasSize(1);
    }

    @Test
    void offersTheWordsOfTheModel() {
        assertThat(Texts.OS.words()).containsExactlyInAnyOrderElementsOf(
                List.of(OperatingSystem.values()).stream().map(OperatingSystem::text).toList());
        assertThat(Texts.FORMAT.words())
                .containsExactlyInAnyOrderElementsOf(List.of(Format.values()).stream().map(Format::text).toList());
        assertThat(Texts.BECOME.words()).containsExactlyInAnyOrderElementsOf(
                List.of(SshSettings.Become.values()).stream().map(SshSettings.Become::text).toList());
        assertThat(Texts.CUSTODY.words()).containsExactlyInAnyOrderElementsOf(
                List.of(KeyPolicy.Custody.values()).stream().map(KeyPolicy.Custody::text).toList());
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        assertThat(problems("# " + "x".repeat(SourceCheck.MAX_LENGTH))).extracting(Problem::id)
                .containsExactly("too-large");
    }

    @Test
    void neverShowsALineThatMayHoldASecret() {
        String key = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
        String text = "mesh: lab\nhosts:\n  a: {os: linux, private-key: " + key + ", frob: 1}\n";
        assertThat(problems(text)).hasSize(2).allSatisfy(problem -> {
            assertThat(ProblemText.of(problem).render()).doesNotContain(key);
            assertThat(problem.sourceLine()).isEmpty();
        });
    }

    @Test
    void namesThePlaceOfTheFirstByteThatIsNotUtf8() {
        byte[] bytes = "mesh: é\nhosts: ".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        assertThatThrownBy(() -> SpecSource.ofBytes("mesh.yaml", bytes)).isInstanceOfSatisfying(SpecException.class,
                e -> assertThat(e.problems().getFirst().position()).hasToString("2:7"));
    }

    @Test
    void readsAThousandHostsWithinASecondOrSo() {
        StringBuilder text = new StringBuilder("mesh: big\nnetwork: {ipv4: 100.64.0.0/16}\nhosts:\n");
        for (int i = 0; i < 1000; i++) {
            text.append("  h%d: {os: linux, endpoint: 203.0.%d.%d, routes: [10.%d.%d.0/24], tags: [web]}\n".formatted(i,
                    i / 256, i % 256, i / 256, i % 256));
        }
        SpecSource source = new SpecSource("mesh.yaml", text.toString());
        Assertions.assertTimeout(Duration.ofSeconds(8), () -> mesh.model.MeshBuilder.read(source));
        assertThat(SpecFormatter.format(source)).isEqualTo(source.text());
        assertThat(Optional.of(SpecDecoder.decode(source).hosts().size())).contains(1000);
    }
}
