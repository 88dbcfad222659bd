// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Classes in which {@code equals} and {@code hashCode} of records, and choices among types, are instructions. The compiler leaves them to
 * be made at their first use, in each process anew: no AOT cache holds what is made, and without Java's second compiler it runs slowly.
 */
final class SpelledOut {
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final String NAME = "spelledOut$";

    private final ClassFile format;

    /** A method that takes the place of a call that is linked at its first use. */
    private record Added(String name, MethodTypeDesc type, MethodBodies.Body body) {}

    /** @param format knows what extends what */
    SpelledOut(ClassFile format) {
        this.format = format;
    }

    /** The class as it is, or with such methods. */
    byte[] spell(byte[] bytes) {
        ClassModel old = format.parse(bytes);
        if (old.methods().stream().noneMatch(SpelledOut::isAffected)) {
            return bytes;
        }
        ClassDesc self = old.thisClass().asSymbol();
        boolean isInterface = old.flags().has(AccessFlag.INTERFACE);
        List<Added> added = new ArrayList<>();
        ClassTransform calls = ClassTransform.transformingMethodBodies(SpelledOut::isAffected, (code, element) -> {
            Optional<MethodBodies.Body> body = element instanceof InvokeDynamicInstruction call
                    ? body(call)
                    : Optional.empty();
            if (body.isPresent() && element instanceof InvokeDynamicInstruction call) {
                Added method = new Added(NAME + added.size(), call.typeSymbol(), body.get());
                added.add(method);
                code.invokestatic(self, method.name(), method.type(), isInterface);
            } else {
                code.with(element);
            }
        });
        return format.transformClass(old, calls.andThen(ClassTransform.endHandler(built -> add(built, added))));
    }

    private static void add(ClassBuilder built, List<Added> methods) {
        methods.forEach(method -> built.withMethodBody(method.name(), method.type(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, method.body()::write));
    }

    private static boolean isAffected(MethodModel method) {
        return method.code().stream().flatMap(CodeModel::elementStream)
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call && body(call).isPresent());
    }

    private static Optional<MethodBodies.Body> body(InvokeDynamicInstruction call) {
        ClassDesc maker = call.bootstrapMethod().owner();
        List<ConstantDesc> given = call.bootstrapArgs();
        String name = call.name().stringValue();
        if (maker.equals(SWITCHES) && name.equals("typeSwitch") && given.stream().allMatch(SpelledOut::isReference)) {
            return Optional.of(MethodBodies.choice(given.stream().map(ClassDesc.class::cast).toList()));
        }
        if (maker.equals(RECORDS) && name.equals("hashCode")) {
            return Optional.of(MethodBodies.hashCode(fields(given)));
        }
        if (maker.equals(RECORDS) && name.equals("equals")) {
            return Optional.of(MethodBodies.equality((ClassDesc) given.getFirst(), fields(given)));
        }
        return Optional.empty();
    }

    private static boolean isReference(ConstantDesc label) {
        return label instanceof ClassDesc type && !type.isPrimitive();
    }

    /** After the record's class and the names of its components, a getter of each. */
    private static List<DirectMethodHandleDesc> fields(List<ConstantDesc> given) {
        return given.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    }
}
