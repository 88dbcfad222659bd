// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import mesh.model.Format;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.spec.Problem;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

class LockCodecTest {
    private static final MeshName HOME = new MeshName("home");

    private static Lockfile sample() {
        Mesh mesh = Meshes.mesh().host("a").format(Format.HOSTNAME_IF).and().host("b").and().host("no").and()
                .device("phone").build();
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(HOME)).lock();
        for (String name : List.of("a", "b")) {
            lock = lock.withKey(new NodeName(name), Meshes.key(name), LocalDate.of(2026, 11, 20));
        }
        return LockUpdater.update(Meshes.mesh().host("a").format(Format.HOSTNAME_IF).and().host("no").and()
                .device("phone").build(), lock).lock();
    }

    private static Lockfile read(String text) {
        return LockCodec.read(new SpecSource("mesh.lock", text), HOME);
    }

    private static List<Problem> problems(String text) {
        SpecException thrown = catchThrowableOfType(SpecException.class, () -> read(text));
        assertThat(thrown).as("the lock is refused").isNotNull();
        return thrown.problems();
    }

    private static String shown(String text) {
        return problems(text).stream().map(p -> p.position() + " " + p.id() + " " + p.path() + ": " + p.message())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void isOneBlockANodeAndOneLineADecision() {
        assertThat(LockCodec.write(sample())).isEqualTo("""
                # Decisions that must not move: addresses, ports, public keys, and what was removed.
                # Written by mesh; commit it, do not edit it. It holds no secret.
                format: 1
                mesh: home
                nodes:
                  a:
                    ipv4: 10.9.0.1
                    ipv6: "fd00:9::1"
                    public-key: "%s"
                    key-generation: 1
                    key-since: 2026-11-20
                    port: 51820
                    os: openbsd
                    format: hostname.if
                    interface: wg0
                    ssh: root@a.example.net:22
                    ssh-become: none
                  no:
                    ipv4: 10.9.0.3
                    ipv6: "fd00:9::3"
                    port: 51820
                    os: linux
                    format: wg-quick
                    interface: wg0
                    ssh: root@no.example.net:22
                    ssh-become: none
                  phone:
                    ipv4: 10.9.0.4
                    ipv6: "fd00:9::4"
                removed:
                  b:
                    ipv4: 10.9.0.2
                    ipv6: "fd00:9::2"
                    public-key: "%s"
                    os: linux
                    format: wg-quick
                    interface: wg0
                    ssh: root@b.example.net:22
                    ssh-become: none
                # end
                """.formatted(Meshes.key("a"), Meshes.key("b")));
    }

    @Test
    void readsWhatItWrites() {
        assertThat(read(LockCodec.write(sample()))).isEqualTo(sample());
        assertThat(read(LockCodec.write(Lockfile.empty(HOME)))).isEqualTo(Lockfile.empty(HOME));
    }

    @Test
    void aKeyThatIsBeingReplacedTakesALineEach() {
        Lockfile lock = sample().withNextKey(new NodeName("a"), Meshes.key("a2"))
                .promoted(new NodeName("a"), LocalDate.of(2026, 11, 21))
                .withNextKey(new NodeName("a"), Meshes.key("a3")).withPresharedEpoch(new NodeName("a"), 4);
        String text = LockCodec.write(lock);
        assertThat(text).contains("""
                    public-key: "%s"
                    key-generation: 2
                    key-since: 2026-11-21
                    next-key: "%s"
                    former-key: "%s"
                    preshared-epoch: 4
                    port: 51820
                """.formatted(Meshes.key("a2"), Meshes.key("a3"), Meshes.key("a")).indent(0));
        assertThat(read(text)).isEqualTo(lock);
    }

    @Test
    void aNextKeyIsNobodyElsesAndNeedsAKeyBeforeIt() {
        String text = LockCodec.write(sample());
        String line = "    key-since: 2026-11-20\n";
        assertThat(shown(text.replace(line, line + "    next-key: \"" + Meshes.key("a") + "\"\n")))
                .isEqualTo("12:15 duplicate-public-key nodes.a.next-key: " + Meshes.key("a")
                        + " belongs to nodes.a already");
        assertThat(shown(text.replace("  phone:\n", "  phone:\n    next-key: \"" + Meshes.key("z") + "\"\n")))
                .contains("missing-key nodes.phone: public-key is missing here");
    }

    @Test
    void anUnfinishedMergeIsOneClearError() {
        String text = LockCodec.write(sample()).replace("  no:\n", "<<<<<<< HEAD\n  no:\n=======\n  on:\n>>>>>>> x\n");
        assertThat(problems(text)).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("merge-conflict");
            assertThat(problem.message()).isEqualTo("an unfinished git merge left its markers on lines 18, 20, 22");
            assertThat(problem.advice()).contains("both sides").contains("git checkout --theirs mesh.lock")
                    .contains("mesh lock");
            assertThat(problem.sourceLine()).isEqualTo("<<<<<<< HEAD");
        });
    }

    @Test
    void aSilentMergeOfOneAddressIntoTwoBlocksIsFound() {
        String text = LockCodec.write(sample()).replace("10.9.0.3", "10.9.0.1").replace("\"fd00:9::4\"",
                "\"fd00:9:0::2\"");
        assertThat(shown(text)).isEqualTo("""
                19:11 duplicate-address nodes.no.ipv4: 10.9.0.1 belongs to nodes.a already
                33:11 duplicate-address removed.b.ipv6: fd00:9::2 belongs to nodes.phone already""");
        assertThat(problems(text).getFirst().advice())
                .isEqualTo(
                        "if a merge brought both, delete this line and run mesh lock, which decides it anew");
    }

    @Test
    void aFileCutOffAnywhereIsRefused() {
        String text = LockCodec.write(sample());
        for (int length = 0; length < text.stripTrailing().length(); length++) {
            assertThat(problems(text.substring(0, length))).as("the first %s characters", length).isNotEmpty();
        }
        assertThat(problems(text.substring(0, text.indexOf("  b:\n")))).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("cut-off");
            assertThat(problem.message()).isEqualTo("the lock is cut off: its last line is not '# end'");
            assertThat(problem.advice()).isEqualTo("restore it from git: git checkout mesh.lock");
            assertThat(problem.sourceLine()).isEqualTo("removed:");
        });
    }

    @Test
    void lineEndsOfAnotherSystemAreNoDamage() {
        assertThat(read(LockCodec.write(sample()).replace("\n", "\r\n"))).isEqualTo(sample());
    }

    @Test
    void aMissingAddressIsGivenAnew() {
        Lockfile damaged = read(LockCodec.write(sample()).replace("    ipv4: 10.9.0.3\n", ""));
        Mesh mesh = Meshes.mesh().host("a").format(Format.HOSTNAME_IF).and().host("no").and().device("phone").build();
        assertThat(LockUpdater.update(mesh, damaged).lock()).isEqualTo(sample());
    }

    @Test
    void allDamageIsFoundInOneRun() {
        String text = """
                format: 1
                mesh: home
                nodes:
                  a:
                    ipv4: 10.9.0.999
                    ipv6: "fd00:9::1"
                    public-key: "abc"
                    port: 70000
                    colour: red
                  a:
                    ipv4: 10.9.0.7
                  B:
                    ipv4: 10.9.0.8
                  c:
                    os: plan9
                    ssh: root
                  d: [1, 2]
                  e:
                    ipv4: {deep: 1}
                extra: 1
                # end
                """;
        assertThat(shown(text)).isEqualTo(
                """
                        5:11 bad-value nodes.a.ipv4: '10.9.0.999' is not an IP address: octet '999' is not 0..255 without leading zeros
                        7:17 bad-value nodes.a.public-key: '(3 characters)' is not a public key: 44 characters of base64 for 32 bytes are expected, as wg pubkey prints
                        8:11 bad-value nodes.a.port: '70000' is not a port: it is outside 1..65535
                        9:5 unknown-key nodes.a.colour: 'colour' is not a key of this block
                        10:3 duplicate-key nodes.a: 'a' stands here a second time
                        12:3 bad-name nodes: 'B' is not a name: 'B' is not one of a-z 0-9 -
                        14:3 missing-key nodes.c: format is missing here
                        14:3 missing-key nodes.c: interface is missing here
                        14:3 missing-key nodes.c: ssh-become is missing here
                        15:9 bad-value nodes.c.os: 'plan9' is not one of openbsd, linux
                        16:10 bad-value nodes.c.ssh: 'root' is not an SSH login: USER@HOST:PORT is expected
                        17:6 wrong-kind nodes.d: a block of keys is expected here
                        19:11 wrong-kind nodes.e.ipv4: a plain value is expected here
                        20:1 unknown-key extra: 'extra' is not a key of this block""");
    }

    @Test
    void anotherMeshAndALaterFormatAreRefused() {
        assertThat(shown("format: 2\nmesh: home\nnodes:\n")).isEqualTo(
                "1:9 newer-format format: a later version of mesh wrote this lock: this one reads format 1");
        assertThat(shown("format: 1\nmesh: work\nnodes:\n# end\n"))
                .isEqualTo("2:7 other-mesh mesh: this is the lock of mesh work, and the spec is of mesh home");
        assertThat(shown("nodes:\n")).isEqualTo("""
                1:1 missing-key : format is missing here
                1:1 missing-key : mesh is missing here""");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsPlace() {
        assertThat(shown("format: 1\nmesh: [home\nnodes:\n")).startsWith("3:6 yaml-syntax : this is not YAML: ");
        for (String empty : new String[]{"", "---\n", "{}\n", "''\n"}) {
            assertThat(shown(empty)).as(empty).startsWith("1:1 empty-lock");
        }
        assertThat(shown("- a\n")).startsWith("1:1 wrong-kind");
        assertThat(shown("\u0007")).contains("yaml-syntax");
        assertThat(shown("format: &x 1\nmesh: *x\n")).contains("wrong-kind");
    }

    @Test
    void everyIdIsSaidInWordsAndDashes() {
        assertThat(LockProblemId.values()).extracting(LockProblemId::text).contains("merge-conflict", "range-full")
                .allMatch(text -> text.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void oddLoginsSurvive() {
        String text = LockCodec.write(sample()).replace("ssh: root@no.example.net:22",
                "ssh: \"root@[2001:db8::1]:2222\"\n    ssh-jump: me@gate:22\n    ssh-identity: [\"~/a \\\"b\\\\\"]");
        assertThat(LockCodec.write(read(text)).lines().map(String::strip)).contains("ssh-jump: me@gate:22",
                "ssh: \"root@[2001:db8::1]:2222\"", "ssh-identity: [\"~/a \\\"b\\\\\"]");
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            read(text);
        } catch (SpecException refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void anyDamageIsReadOrRefused(@ForAll int place, @ForAll char c) {
        String text = LockCodec.write(sample());
        int at = Math.floorMod(place, text.length());
        try {
            read(text.substring(0, at) + c + text.substring(at + 1));
        } catch (SpecException refused) {
            assertThat(refused.problems()).allSatisfy(problem -> assertThat(problem.advice()).isNotEmpty());
        }
    }
}
