// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.key.AuthorityKey;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.value.ValueFormatException;

/** Certificates of a mesh's authority, judged by openssl. */
class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration TEN_YEARS = Duration.ofDays(3652);
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final Authority.Scope SCOPE = new Authority.Scope(new MeshName("homelab"),
            new DnsName("home.mesh"), List.of(Cidr.parse("100.64.0.0/24"), Cidr.parse("fd00:1::/64")));
    private static final AuthorityKey KEY = Authority.key(filled(7)).orElseThrow();

    @TempDir
    Path folder;

    private OpenSsl openssl;
    private Authority authority;
    private TlsPublicKey host;

    @BeforeEach
    void found() {
        openssl = new OpenSsl(folder);
        authority = Authority.found(KEY, SCOPE, Validity.from(NOW, TEN_YEARS), SerialNumber.of(filled(1)));
        openssl.write("ca.pem", authority.certificate().pem());
        host = openssl.newKey("key.pem");
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private Certificate issue(List<String> names, List<String> addresses) {
        return authority.issue(SCOPE, host, names.stream().map(DnsName::new).toList(),
                addresses.stream().map(IpAddress::parse).toList(), Validity.from(NOW, QUARTER),
                SerialNumber.of(filled(2)));
    }

    private OpenSsl.Answer verify(Certificate certificate, String... more) {
        openssl.write("cert.pem", certificate.pem());
        return openssl.run(Stream.of(Stream.of("verify", "-x509_strict", "-check_ss_sig", "-CAfile", "ca.pem",
                "-attime", Long.toString(NOW.getEpochSecond())), Stream.of(more), Stream.of("cert.pem"))
                .flatMap(part -> part).toArray(String[]::new));
    }

    @Test
    void opensslTakesItForTheNamesAndAddressesOfTheMesh() {
        Certificate certificate = issue(List.of("web1.home.mesh", "wiki.home.mesh"),
                List.of("100.64.0.7", "fd00:1::7"));

        for (String[] purpose : new String[][]{{"-purpose", "sslserver", "-verify_hostname", "web1.home.mesh"},
                {"-purpose", "sslserver", "-verify_hostname", "wiki.home.mesh"},
                {"-purpose", "sslserver", "-verify_ip", "100.64.0.7"},
                {"-purpose", "sslserver", "-verify_ip", "fd00:1::7"}, {"-purpose", "sslclient"}}) {
            OpenSsl.Answer answer = verify(certificate, purpose);
            assertThat(answer.text()).as(String.join(" ", purpose)).contains("cert.pem: OK");
            assertThat(answer.status()).isZero();
        }
        assertThat(verify(certificate, "-verify_hostname", "db.home.mesh").text()).contains("hostname mismatch");
    }

    @Test
    void opensslRefusesItForWhatIsNotOfTheMesh() {
        for (Certificate foreign : List.of(issue(List.of("example.com"), List.of()),
                issue(List.of("web1.home.mesh", "example.com"), List.of()),
                issue(List.of("nothome.mesh"), List.of()),
                issue(List.of("web1.home.mesh"), List.of("203.0.113.7")),
                issue(List.of("web1.home.mesh"), List.of("fd00:2::7")))) {
            OpenSsl.Answer answer = verify(foreign);
            assertThat(answer.text()).as(foreign.names() + " " + foreign.addresses())
                    .contains("permitted subtree violation");
            assertThat(answer.status()).isNotZero();
        }
    }

    @Test
    void opensslTakesNoAuthorityBelowItAndNoOtherPurpose() {
        Certificate certificate = issue(List.of("web1.home.mesh"), List.of());

        assertThat(verify(certificate, "-purpose", "smimesign").status()).isNotZero();
        openssl.write("below.pem", certificate.pem());
        assertThat(openssl.run("x509", "-in", "below.pem", "-noout", "-text").text()).contains("CA:FALSE");
        assertThat(openssl.run("x509", "-in", "ca.pem", "-noout", "-text").text()).contains("CA:TRUE, pathlen:0")
                .contains("X509v3 Name Constraints: critical").contains("DNS:home.mesh")
                .contains("IP:100.64.0.0/255.255.255.0").contains("email:home.mesh").contains("URI:home.mesh")
                .contains("TLS Web Server Authentication, TLS Web Client Authentication");
    }

    @Test
    void beginsAnHourEarlierAndEndsOnTime() {
        Certificate certificate = issue(List.of("web1.home.mesh"), List.of());

        assertThat(certificate.notBefore()).isEqualTo("2026-11-26T11:00:00Z");
        assertThat(certificate.notAfter()).isEqualTo("2027-02-24T12:00:00Z");
        assertThat(verify(certificate, "-attime", Long.toString(certificate.notAfter().getEpochSecond() + 1)).text())
                .contains("certificate has expired");
    }

    @Test
    void sameInputGivesTheSameBytesAndWhatIsWrittenIsRead() {
        Certificate certificate = issue(List.of("web1.home.mesh", "wiki.home.mesh"),
                List.of("100.64.0.7", "fd00:1::7"));

        assertThat(issue(List.of("web1.home.mesh", "wiki.home.mesh"), List.of("100.64.0.7", "fd00:1::7")))
                .isEqualTo(certificate);
        Certificate read = Certificate.parse(certificate.base64());
        assertThat(read).isEqualTo(certificate);
        assertThat(read.names()).extracting(DnsName::text).containsExactly("web1.home.mesh", "wiki.home.mesh");
        assertThat(read.addresses()).extracting(Object::toString).containsExactly("100.64.0.7", "fd00:1::7");
        assertThat(read.publicKey()).isEqualTo(host);
        assertThat(read.isBy(authority.certificate())).isTrue();
        openssl.write("cert.pem", certificate.pem());
        assertThat(openssl.run("x509", "-in", "cert.pem", "-noout", "-fingerprint", "-sha256").text()
                .replace(":", "").toLowerCase(java.util.Locale.ROOT)).contains(certificate.fingerprint());
    }

    @Test
    void anotherAuthoritysIsNotIts() {
        AuthorityKey otherKey = Authority.key(filled(9)).orElseThrow();
        Authority other = Authority.found(otherKey, SCOPE, Validity.from(NOW, TEN_YEARS), SerialNumber.of(filled(3)));

        assertThat(issue(List.of("web1.home.mesh"), List.of()).isBy(other.certificate())).isFalse();
        assertThat(other.certificate().subject()).isNotEqualTo(authority.certificate().subject());
        assertThat(Authority.of(otherKey, authority.certificate())).isEmpty();
        assertThat(Authority.of(KEY, authority.certificate())).isPresent();
        assertThat(authority.isFor(SCOPE)).isTrue();
        assertThat(authority.isFor(new Authority.Scope(SCOPE.mesh(), new DnsName("home.net"), SCOPE.ranges())))
                .isFalse();
    }

    @Test
    void aNameTooLongForACommonNameIsTakenAsItsFirstLabel() {
        String label = "a".repeat(60);
        Certificate certificate = issue(List.of(label + ".home.mesh"), List.of());

        assertThat(certificate.subject()).startsWith("CN=" + label + ",");
        assertThat(verify(certificate, "-verify_hostname", label + ".home.mesh").status()).isZero();
    }

    @Test
    void numbersThatAreNoKeysAreRefused() {
        assertThat(Authority.key(new byte[32])).isEmpty();
        assertThat(Authority.key(filled(0xff))).isEmpty();
    }

    @Test
    void keysOfOtherKindsAreRefused() {
        openssl.run("genpkey", "-algorithm", "RSA", "-out", "rsa.pem");
        openssl.run("pkey", "-in", "rsa.pem", "-pubout", "-outform", "DER", "-out", "rsa.der");
        String rsa = Base64.getEncoder().encodeToString(openssl.bytes("rsa.der"));
        byte[] offCurve = Base64.getDecoder().decode(host.base64());
        offCurve[offCurve.length - 1] ^= 1;

        for (String bad : List.of("", "!", "AAAA", rsa, Base64.getEncoder().encodeToString(offCurve))) {
            assertThatThrownBy(() -> TlsPublicKey.parse(bad)).isInstanceOf(ValueFormatException.class);
        }
        assertThat(TlsPublicKey.parse(host.base64())).isEqualTo(host);
    }

    @Test
    void requestsCountIfTheirKeySignedThem() throws java.io.IOException {
        openssl.run("req", "-new", "-key", "key.pem", "-subj", "/CN=any", "-out", "req.pem");
        openssl.run("pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem");
        openssl.run("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "r.key", "-subj", "/CN=any", "-out",
                "rsa.pem");
        String good = java.nio.file.Files.readString(folder.resolve("req.pem"));

        assertThat(SigningRequest.parse(good).publicKey()).isEqualTo(host);
        assertThat(SigningRequest.parse(java.nio.file.Files.readString(folder.resolve("pub.pem"))).publicKey())
                .isEqualTo(host);
        byte[] der = Base64.getMimeDecoder().decode(good.replaceAll("-----[A-Z ]+-----", ""));
        Random random = new Random(2);
        for (int round = 0; round < 2000; round++) {
            byte[] bad = der.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            String pem = "-----BEGIN CERTIFICATE REQUEST-----\n" + Base64.getEncoder().encodeToString(bad)
                    + "\n-----END CERTIFICATE REQUEST-----\n";
            try {
                assertThat(SigningRequest.parse(pem).publicKey()).isEqualTo(host);
            } catch (ValueFormatException refused) {
                assertThat(refused).hasMessageContaining("i");
            }
        }
        for (String bad : List.of("", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                java.nio.file.Files.readString(folder.resolve("rsa.pem")))) {
            assertThatThrownBy(() -> SigningRequest.parse(bad)).isInstanceOf(ValueFormatException.class);
        }
    }

    @Test
    void damagedCertificatesAreRefusedAndNothingElseHappens() {
        byte[] good = issue(List.of("web1.home.mesh"), List.of("100.64.0.7")).der();
        Random random = new Random(1);
        for (int round = 0; round < 3000; round++) {
            byte[] bad = good.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextBoolean() ? bad : Arrays.copyOf(bad, random.nextInt(bad.length));
            try {
                Certificate odd = Certificate.parse(Base64.getEncoder().encodeToString(cut));
                assertThat(Arrays.equals(cut, good) || !odd.isBy(authority.certificate())).isTrue();
            } catch (ValueFormatException refused) {
                assertThat(refused).hasMessageContaining("is not a");
            }
        }
        String twice = Base64.getEncoder().encodeToString(Arrays.copyOf(good, good.length + 1));
        assertThatThrownBy(() -> Certificate.parse(twice)).isInstanceOf(ValueFormatException.class);
    }
}
