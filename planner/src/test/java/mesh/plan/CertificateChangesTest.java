// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import mesh.key.AuthorityKey;
import mesh.lock.LockCodec;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.DnsName;
import mesh.name.NodeName;
import mesh.spec.SpecSource;
import mesh.tls.Authority;
import mesh.tls.Certificate;
import mesh.tls.SerialNumber;
import mesh.tls.TlsPublicKey;
import mesh.tls.Validity;

/** When a host needs another certificate. */
class CertificateChangesTest {
    private static final NodeName A = new NodeName("a");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final Mesh MESH = Meshes.mesh().domain("home.mesh").host("a").and().certificates().build();
    private static final Authority AUTHORITY = authority(1);
    private static final TlsPublicKey KEY = authority(3).certificate().publicKey();

    private static Authority authority(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        AuthorityKey key = Authority.key(bytes).orElseThrow();
        return Authority.found(key, scope(), Validity.from(NOW, Duration.ofDays(3652)), SerialNumber.of(bytes));
    }

    private static Authority.Scope scope() {
        return new Authority.Scope(MESH.name(), new DnsName("home.mesh"), MESH.network().ranges());
    }

    private static Lockfile certified(Lockfile lock, String name) {
        Certificate made = AUTHORITY.issue(scope(), KEY, List.of(new DnsName(name)),
                lock.node(A).orElseThrow().addresses(), Validity.from(NOW, Duration.ofDays(90)),
                SerialNumber.of(new byte[32]));
        return lock.withAuthorities(List.of(AUTHORITY.certificate())).withCertificate(A, made);
    }

    private static Situation certified() {
        return Situation.applied(MESH).locked(MESH, lock -> certified(lock, "a.home.mesh")).applied();
    }

    private static Optional<String> issue(Situation situation, LocalDate day) {
        return issue(situation.plan(), day);
    }

    private static Optional<String> issue(Plan without, LocalDate day) {
        Plan plan = new CertificateChanges(MESH.certificates().orElseThrow(), day).with(without);
        return plan.hosts().getFirst().changes().stream().filter(Change.CertificateIssue.class::isInstance)
                .map(change -> ((Change.CertificateIssue) change).symbol() + " "
                        + ((Change.CertificateIssue) change).text())
                .findFirst();
    }

    @Test
    void aHostWithoutOneGetsOne() {
        assertThat(issue(Situation.applied(MESH), TODAY)).contains("+ certificate for a.home.mesh is made");
    }

    @Test
    void aGoodOneStaysUntilItsDayIsNear() {
        assertThat(issue(certified(), TODAY)).isEmpty();
        assertThat(issue(certified(), LocalDate.of(2027, 1, 24))).isEmpty();
        assertThat(issue(certified(), LocalDate.of(2027, 1, 25))).contains(
                "~ certificate for a.home.mesh is renewed: the one it has ends on 2027-02-24");
        assertThat(issue(certified(), LocalDate.of(2027, 3, 1))).contains(
                "~ certificate for a.home.mesh is renewed: the one it has ended on 2027-02-24");
    }

    @Test
    void aHostThatNobodyHadToLookAtIsJudgedByItsCertificate() {
        Situation situation = certified();
        Plan unread = PlanDiff.diff(situation.desired, Map.of(), Map.of(), Set.of(A), "base HEAD");

        assertThat(issue(unread, TODAY)).isEmpty();
        assertThat(issue(unread, LocalDate.of(2027, 1, 25))).isPresent();
    }

    @Test
    void anotherNameNeedsAnotherOne() {
        Situation situation = Situation.applied(MESH).locked(MESH, lock -> certified(lock, "b.home.mesh")).applied();

        assertThat(issue(situation, TODAY)).contains(
                "~ certificate for a.home.mesh is renewed: the one it has is for other names or addresses");
    }

    @Test
    void anotherAuthorityNeedsAnotherOne() {
        Situation situation = Situation.applied(MESH).locked(MESH, lock -> certified(lock, "a.home.mesh")
                .withAuthorities(List.of(authority(2).certificate(), AUTHORITY.certificate()))).applied();

        assertThat(issue(situation, TODAY)).contains(
                "~ certificate for a.home.mesh is renewed: the one it has is signed by another authority");
    }

    @Test
    void aHostThatLostItsKeyNeedsAnotherOne() {
        Situation situation = Situation.applied(MESH).locked(MESH, lock -> certified(lock, "a.home.mesh"));

        assertThat(issue(situation, TODAY))
                .contains("~ certificate for a.home.mesh is renewed: the host has no key for it");
    }

    @Test
    void theLockKeepsAuthoritiesAndCertificates() {
        Lockfile lock = certified(Situation.applied(MESH).lock, "a.home.mesh");
        String text = LockCodec.write(lock);

        assertThat(LockCodec.read(new SpecSource("mesh.lock", text), MESH.name())).isEqualTo(lock);
        assertThat(text).contains("authorities:\n  - \"" + AUTHORITY.certificate().base64() + "\"\nnodes:\n")
                .contains("    certificate: \"" + Base64.getEncoder().encodeToString(
                        lock.node(A).orElseThrow().certificate().orElseThrow().der()));
    }
}
