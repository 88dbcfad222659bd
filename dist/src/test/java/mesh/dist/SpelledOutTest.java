// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledOutTest {
    /** One component of each kind. */
    public record Sample(int i, long l, float f, double d, boolean b, char c, byte y, short s, @Nullable String text,
            List<String> list) {
        /** The ones a test compares: each differs from the first in one component. */
        static List<Sample> all() {
            List<String> list = List.of("a");
            return List.of(new Sample(1, 2, 3, 4, true, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(9, 2, 3, 4, true, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 1L << 40, 3, 4, true, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 2, Float.NaN, 4, true, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 2, 3, -0.0, true, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 2, 3, 0.0, true, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 2, 3, 4, false, 'c', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 2, 3, 4, true, 'd', (byte) 5, (short) 6, "t", list),
                    new Sample(1, 2, 3, 4, true, 'c', (byte) -5, (short) 6, "t", list),
                    new Sample(1, 2, 3, 4, true, 'c', (byte) 5, (short) -6, "t", list),
                    new Sample(1, 2, 3, 4, true, 'c', (byte) 5, (short) 6, null, list),
                    new Sample(1, 2, 3, 4, true, 'c', (byte) 5, (short) 6, "t", List.of()));
        }

        /** All hash codes, and who equals whom. */
        public static String facts() {
            StringBuilder facts = new StringBuilder();
            List<Object> others = new ArrayList<>(all());
            others.add("text");
            for (Sample one : all()) {
                facts.append(one.hashCode()).append(' ');
                others.forEach(other -> facts.append(one.equals(other) ? '=' : '-'));
            }
            return facts.toString();
        }
    }

    /** Chooses in an interface, with guards, so that a choice goes on after the first type that fits. */
    public interface Choices {
        static String word(@Nullable Object what) {
            return switch (what) {
                case null -> "nothing";
                case String text when text.isEmpty() -> "empty";
                case Integer number when number < 0 -> "negative";
                case String[] texts -> "texts";
                case CharSequence text -> "text " + text;
                case Integer number -> "number " + number;
                default -> "other";
            };
        }

        static String facts() {
            List<Object> all = List.of("", "a", -1, 1, new StringBuilder("b"), new String[0], 'c');
            return word(null) + all.stream().map(Choices::word).toList();
        }
    }

    /** Has neither. */
    public static final class Plain {
        private Plain() {}

        public static String facts() {
            Function<String, String> twice = text -> text + text;
            return twice.apply("ab");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Sample.class, Choices.class, Plain.class})
    void doesTheSame(Class<?> type) throws Exception {
        byte[] spelled = spell(type);

        Class<?> loaded = new ClassLoader(SpelledOutTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(type.getName(), spelled, 0, spelled.length);
            }
        }.define();

        assertThat(loaded).isNotEqualTo(type);
        assertThat(loaded.getMethod("facts").invoke(null)).isEqualTo(type.getMethod("facts").invoke(null));
    }

    @Test
    void nothingOfThemIsLeftToBeMadeAtTheFirstUse() throws IOException {
        for (Class<?> type : List.of(Sample.class, Choices.class)) {
            assertThat(makers(bytes(type))).containsAnyOf("ObjectMethods equals", "SwitchBootstraps typeSwitch");
            assertThat(makers(spell(type))).doesNotContain("ObjectMethods equals", "ObjectMethods hashCode",
                    "SwitchBootstraps typeSwitch");
        }
    }

    @Test
    void aClassWithoutThemIsLeftAsItIs() throws IOException {
        assertThat(spell(Plain.class)).isEqualTo(bytes(Plain.class));
    }

    private static byte[] spell(Class<?> type) throws IOException {
        byte[] bytes = bytes(type);
        return new SpelledOut(new RaisedClasses(Map.of(file(type), bytes)).format()).spell(bytes);
    }

    private static List<String> makers(byte[] type) {
        return ClassFile.of().parse(type).methods().stream().flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream()).filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .map(call -> call.bootstrapMethod().owner().displayName() + " " + call.name().stringValue()).toList();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + file(type))) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}
