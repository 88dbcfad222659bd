// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneJarTest {
    @TempDir
    private Path directory;

    @Test
    void aClassOfAnOldFormatIsRaisedAndDoesTheSame() throws Exception {
        Path jar = one(jar("old.jar", Map.of("Larger.class", larger(ClassFile.JAVA_5_VERSION))));

        ClassModel raised = ClassFile.of().parse(read(jar, "Larger.class"));
        assertThat(raised.majorVersion()).isEqualTo(ClassFile.JAVA_17_VERSION);
        assertThat(raised.methods().getFirst().code().orElseThrow().findAttribute(Attributes.stackMapTable()))
                .isPresent();
        try (URLClassLoader loader = new URLClassLoader(new URL[]{jar.toUri().toURL()})) {
            assertThat(loader.loadClass("Larger").getMethod("of", int.class, int.class).invoke(null, 3, 7))
                    .isEqualTo(7);
        }
    }

    @Test
    void aClassOfALaterFormatIsLeftAsItIs() throws IOException {
        byte[] later = larger(ClassFile.JAVA_8_VERSION);

        assertThat(read(one(jar("later.jar", Map.of("Larger.class", later))), "Larger.class")).isEqualTo(later);
    }

    @Test
    void ofAFileForSeveralJavasTheNewestThatThisOneCanUseStays() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("META-INF/versions/11/a.txt", text("eleven"));
        files.put("META-INF/versions/9/a.txt", text("nine"));
        files.put("META-INF/versions/99/a.txt", text("some day"));
        files.put("a.txt", text("any"));

        assertThat(read(one(jar("versions.jar", files)), "a.txt")).asString().isEqualTo("eleven");
    }

    @Test
    void servicesAreJoinedLicencesKeptApartAndSignaturesLeftOut() throws IOException {
        Path jar = one(jar("a.jar", Map.of("META-INF/services/s", text("a.S"), "META-INF/LICENSE", text("of a"),
                "META-INF/BC.SF", text("signed"))),
                jar("b.jar", Map.of("META-INF/services/s", text("b.S"), "META-INF/LICENSE", text("of b"))));

        assertThat(read(jar, "META-INF/services/s")).asString().isEqualTo("a.S\nb.S");
        assertThat(read(jar, "META-INF/licences/a.jar/LICENSE")).asString().isEqualTo("of a");
        assertThat(read(jar, "META-INF/licences/b.jar/LICENSE")).asString().isEqualTo("of b");
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getEntry("META-INF/BC.SF")).isNull();
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class")).isEqualTo("some.Main");
        }
    }

    @Test
    void theSameJarsGiveTheSameBytes() throws IOException {
        Path a = jar("a.jar", Map.of("x", text("x"), "y", text("y")));
        byte[] first = Files.readAllBytes(one(a));

        assertThat(Files.readAllBytes(one(a))).isEqualTo(first);
    }

    private Path one(Path... jars) throws IOException {
        Path file = directory.resolve("one.jar");
        OneJar.write(file, "some.Main", jars);
        return file;
    }

    private Path jar(String name, Map<String, byte[]> files) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return jar;
    }

    /** {@code static int of(int a, int b)}, the larger one, in a format of any age; a branch needs a stack map in the later ones. */
    private static byte[] larger(int version) {
        return ClassFile.of().build(ClassDesc.of("Larger"), type -> type
                .with(ClassFileVersion.of(version, 0)).withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                .withMethodBody("of",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> code.iload(0).iload(1)
                                .ifThenElse(Opcode.IF_ICMPGE, then -> then.iload(0).ireturn(),
                                        other -> other.iload(1).ireturn())));
    }

    private static byte[] read(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getInputStream(file.getEntry(name)).readAllBytes();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
