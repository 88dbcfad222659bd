// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.util.Map;
import java.util.Optional;

/**
 * Classes whose format is older than Java 6 written anew in that of Java 17. The old format has no stack maps (JVMS 4.7.4), so Java
 * checks such classes by another, slower way and keeps none of them in an AOT cache.
 */
final class RaisedClasses {
    private static final int WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final int RAISED = ClassFile.JAVA_17_VERSION;

    private final ClassFile format;

    /** @param files of the whole program by name, to find out what extends what */
    RaisedClasses(Map<String, byte[]> files) {
        ClassHierarchyResolver resolver = ClassHierarchyResolver
                .ofResourceParsing((ClassDesc type) -> open(files, type).orElseGet(InputStream::nullInputStream));
        ClassHierarchyResolver platform = ClassHierarchyResolver.defaultResolver();
        format = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(type -> files.containsKey(fileOf(type))
                        ? resolver.getClassInfo(type)
                        : platform.getClassInfo(type)));
    }

    /** What reads and writes classes of the program, with stack maps. */
    ClassFile format() {
        return format;
    }

    /** The class as it is, or raised. */
    byte[] raise(byte[] bytes) {
        ClassModel old = format.parse(bytes);
        if (old.majorVersion() >= WITH_STACK_MAPS) {
            return bytes;
        }
        // Each instruction is handed over, or the body would be copied whole and get no stack map.
        ClassTransform bodies = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        return format.transformClass(old, bodies.andThen((built, element) -> built
                .with(element instanceof ClassFileVersion ? ClassFileVersion.of(RAISED, 0) : element)));
    }

    private static Optional<InputStream> open(Map<String, byte[]> files, ClassDesc type) {
        return Optional.ofNullable(files.get(fileOf(type))).map(ByteArrayInputStream::new);
    }

    private static String fileOf(ClassDesc type) {
        String name = type.descriptorString();
        return name.substring(1, name.length() - 1) + ".class";
    }
}
