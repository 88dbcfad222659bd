// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.config.ConfigFile;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.lock.LockCodec;
import mesh.model.MeshBuilder;
import mesh.name.MeshName;
import mesh.spec.SpecFormatter;
import mesh.spec.SpecSource;

/** What people set up by hand becomes a spec, a lock and a list of all that the two cannot say. */
class AdoptionTest {
    private static final Path STORIES = Path.of(System.getProperty("mesh.root"), "planner/src/test/resources/adopt");
    private static final Pattern KEY = Pattern.compile("@(private|public)\\(([a-z]+)\\)@");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @ParameterizedTest
    @ValueSource(strings = {"hub", "full", "mixed", "csv", "dump", "spokes"})
    void tellsWhatTheStoryExpects(String story) throws IOException {
        AdoptedMesh mesh = adopt(files(STORIES.resolve(story)), List.of());
        String remarks = mesh.remarks().stream().map(Remark::toString).collect(Collectors.joining("\n"));
        String told = unkeyed(mesh.spec() + "--- lock\n" + LockCodec.write(mesh.lock()) + "--- remarks\n" + remarks
                + "\n", STORIES.resolve(story));
        Path expected = STORIES.resolve(story + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, told);
        }
        assertThat(told).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub", "full", "mixed", "csv", "dump", "spokes"})
    void holdsNoPrivateKeyAndIsFormattedAndSettled(String story) throws IOException {
        List<ConfigFile> files = files(STORIES.resolve(story));
        AdoptedMesh mesh = adopt(files, List.of());

        assertThat(mesh.spec() + LockCodec.write(mesh.lock()) + mesh.remarks() + files)
                .doesNotContain(secrets(STORIES.resolve(story)));
        SpecSource spec = new SpecSource("mesh.yaml", mesh.spec());
        assertThat(SpecFormatter.format(spec)).isEqualTo(mesh.spec());
        assertThat(mesh.lock().nodes().keySet()).containsAll(MeshBuilder.read(spec).mesh().hosts().stream()
                .map(host -> host.name()).toList());
    }

    @Test
    void theOrderOfTheFilesMeansNothing() throws IOException {
        List<ConfigFile> files = new ArrayList<>(files(STORIES.resolve("mixed")));
        AdoptedMesh mesh = adopt(files, List.of());
        java.util.Collections.reverse(files);

        assertThat(adopt(files, List.of())).isEqualTo(mesh);
    }

    @Test
    void presharedKeysBecomeDerivedOnesWhereSomebodyCanDecryptTheirSeed() throws IOException {
        List<ConfigFile> files = files(STORIES.resolve("full")).stream().map(file -> new ConfigFile(file.name(),
                file.text().replace("AllowedIPs", "PresharedKey = " + secret("psk") + "\nAllowedIPs"))).toList();

        AdoptedMesh mesh = adopt(files, List.of("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"));

        assertThat(mesh.spec()).contains("preshared-epoch: 1", "recipients: [age1");
        assertThat(mesh.remarks()).extracting(Remark::text).filteredOn(text -> text.contains("preshared")).hasSize(6)
                .allMatch(text -> text.contains("derived by mesh, replaces"));
    }

    @Test
    void aSecondInterfaceOfAHostIsAnotherMesh() {
        String text = "[Interface]\nPrivateKey = " + secret("a") + "\nListenPort = 1\nAddress = 10.1.0.1/24\n";
        AdoptedMesh mesh = adopt(List.of(new ConfigFile("a/wg0.conf", text),
                new ConfigFile("a/wg1.conf", text.replace("10.1", "10.2")), new ConfigFile("b/wg0.conf",
                        text.replace(secret("a"), secret("b")).replace("10.1.0.1", "10.1.0.2"))),
                List.of());

        assertThat(mesh.hosts()).isEqualTo(2);
        assertThat(mesh.remarks()).extracting(Remark::toString)
                .contains("a/wg1.conf: interface wg1 is another mesh; import it by itself with --interface wg1"
                        + " and --out DIR");
    }

    private static AdoptedMesh adopt(List<ConfigFile> files, List<String> recipients) {
        FoundFiles found = FoundFiles.of(files);
        return Adoption.adopt(found.hosts(), new AdoptionSettings(new MeshName("found"),
                Adoption.usualInterface(found.hosts()), recipients, List.of(), TODAY)).with(found.remarks());
    }

    private static List<ConfigFile> files(Path story) throws IOException {
        List<ConfigFile> files = new ArrayList<>();
        for (Path file : paths(story)) {
            files.add(new ConfigFile(story.relativize(file).toString(),
                    KEY.matcher(Files.readString(file)).replaceAll(match -> Matcher.quoteReplacement(
                            match.group(1).equals("private") ? secret(match.group(2)) : open(match.group(2))))));
        }
        return files;
    }

    private static List<Path> paths(Path story) throws IOException {
        try (Stream<Path> walk = Files.walk(story)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> names(Path story) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : paths(story)) {
            KEY.matcher(Files.readString(file)).results().map(match -> match.group(2)).forEach(names::add);
        }
        return names.stream().distinct().toList();
    }

    private static List<String> secrets(Path story) throws IOException {
        return names(story).stream().map(AdoptionTest::secret).toList();
    }

    private static String unkeyed(String text, Path story) throws IOException {
        String plain = text;
        for (String name : names(story)) {
            plain = plain.replace(open(name), "@public(" + name + ")@");
        }
        return plain;
    }

    private static String secret(String name) {
        byte[] bytes = new byte[32];
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = text[i % text.length];
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String open(String name) {
        return PublicKey.of(PrivateKey.parse(secret(name))).base64();
    }
}
