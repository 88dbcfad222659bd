// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** What {@code java.lang.runtime} would make at the first use, as instructions of static methods. */
final class MethodBodies {
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final int SHIFT = 31;

    /** Instructions. */
    interface Body {
        void write(CodeBuilder code);
    }

    private MethodBodies() {}

    /**
     * Takes an object and where to begin. The index of the first type from there on that the object has, their number where it has none,
     * -1 for null.
     */
    static Body choice(List<ClassDesc> types) {
        return code -> {
            Label there = code.newLabel();
            code.aload(0).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
            for (int i = 0; i < types.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next).aload(0).instanceOf(types.get(i)).ifeq(next)
                        .loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(types.size()).ireturn();
        };
    }

    /** Takes the record. */
    static Body hashCode(List<DirectMethodHandleDesc> fields) {
        return code -> {
            code.iconst_0();
            for (DirectMethodHandleDesc field : fields) {
                code.loadConstant(SHIFT).imul();
                load(code, 0, field);
                boolean primitive = type(field).isPrimitive();
                code.invokestatic(primitive ? box(type(field)) : OBJECTS, "hashCode", MethodTypeDesc
                        .of(ConstantDescs.CD_int, primitive ? type(field) : ConstantDescs.CD_Object)).iadd();
            }
            code.ireturn();
        };
    }

    /** Takes the record and another object. */
    static Body equality(ClassDesc type, List<DirectMethodHandleDesc> fields) {
        return code -> {
            Label other = code.newLabel();
            Label differs = code.newLabel();
            code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
            code.aload(1).instanceOf(type).ifeq(differs).aload(1).checkcast(type).astore(2);
            for (DirectMethodHandleDesc field : fields) {
                load(code, 0, field);
                load(code, 2, field);
                leaveUnlessEqual(code, type(field), differs);
            }
            code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
        };
    }

    private static void leaveUnlessEqual(CodeBuilder code, ClassDesc type, Label differs) {
        switch (TypeKind.from(type).asLoadable()) {
            case INT -> code.if_icmpne(differs);
            case LONG -> code.lcmp().ifne(differs);
            case FLOAT, DOUBLE -> code
                    .invokestatic(box(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
                    .ifne(differs);
            default -> code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(ConstantDescs.CD_boolean,
                    ConstantDescs.CD_Object, ConstantDescs.CD_Object)).ifeq(differs);
        }
    }

    private static void load(CodeBuilder code, int slot, DirectMethodHandleDesc field) {
        code.aload(slot).getfield(field.owner(), field.methodName(), type(field));
    }

    private static ClassDesc type(DirectMethodHandleDesc getter) {
        return getter.invocationType().returnType();
    }

    private static ClassDesc box(ClassDesc primitive) {
        return ClassDesc.of("java.lang", switch (primitive.descriptorString()) {
            case "I" -> "Integer";
            case "Z" -> "Boolean";
            case "B" -> "Byte";
            case "S" -> "Short";
            case "C" -> "Character";
            case "J" -> "Long";
            case "F" -> "Float";
            default -> "Double";
        });
    }
}
