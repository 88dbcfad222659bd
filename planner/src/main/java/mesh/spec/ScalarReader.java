// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/** One node to one checked value. What is a number or a boolean follows YAML 1.2's core schema. */
final class ScalarReader {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]*");
    /** What an int holds for sure. */
    private static final int MAX_DIGITS = 9;
    private static final Pattern LEADING_ZERO = Pattern.compile("0+[0-9]{1,8}");
    private static final Pattern CORE_BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern CORE_NUMBER = Pattern.compile("[-+]?[0-9]+"
            + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Map<String, String> BOOLEANS = Map.ofEntries(Map.entry("yes", "true"), Map.entry("y", "true"),
            Map.entry("on", "true"), Map.entry("1", "true"), Map.entry("true", "true"), Map.entry("no", "false"),
            Map.entry("n", "false"), Map.entry("off", "false"), Map.entry("0", "false"), Map.entry("false", "false"));

    private final Problems problems;

    ScalarReader(Problems problems) {
        this.problems = problems;
    }

    /** The value of {@code node} as {@code field}'s shape wants it; empty where a problem was reported. */
    <T> Optional<Located<T>> read(YamlNode node, String path, Field field, Function<String, T> parse) {
        Shape shape = elementOf(field.shape());
        Located<YamlNode> at = new Located<>(node, path, node.position());
        if (node.isNull()) {
            problems.error(ProblemId.MISSING_VALUE, at, "there is no value here", hint(shape) + ", or delete the key");
            return Optional.empty();
        }
        if (!(node instanceof YamlNode.Scalar scalar)) {
            problems.error(ProblemId.WRONG_KIND, at, node.kind() + " stands where a single value is expected",
                    hint(shape));
            return Optional.empty();
        }
        return hasShape(scalar, at, shape) ? parse(scalar, at, shape, parse) : Optional.empty();
    }

    /** What to write where {@code shape} is wanted. */
    static String hint(Shape shape) {
        return switch (elementOf(shape)) {
            case Shape.Text text -> text.hint();
            case Shape.Whole whole -> "write a whole number from " + whole.min() + " to " + whole.max();
            case Shape.Flag flag -> "write true or false";
            case Shape.Choice choice -> "write one of " + String.join(", ", choice.words());
            default -> "write a block of keys";
        };
    }

    private <T> Optional<Located<T>> parse(YamlNode.Scalar scalar, Located<YamlNode> at, Shape shape,
            Function<String, T> parse) {
        try {
            return Optional.of(new Located<>(parse.apply(scalar.text()), at.path(), at.position()));
        } catch (ValueFormatException e) {
            if (shape.equals(Texts.PUBLIC_KEY) || shape.equals(Texts.RECIPIENT)) {
                problems.hideLine(at.position());
            }
            reportBadValue(at, e, hint(shape));
            return Optional.empty();
        }
    }

    /** The exception's own advice after {@code "; write "} is better than a hint. */
    private void reportBadValue(Located<?> at, ValueFormatException e, String hint) {
        String message = String.valueOf(e.getMessage());
        int advice = message.lastIndexOf("; write ");
        if (advice >= 0) {
            problems.error(ProblemId.BAD_VALUE, at, message.substring(0, advice), message.substring(advice + 2));
        } else {
            problems.error(ProblemId.BAD_VALUE, at, message, hint);
        }
    }

    private boolean hasShape(YamlNode.Scalar scalar, Located<YamlNode> at, Shape shape) {
        return switch (shape) {
            case Shape.Whole whole -> isWhole(scalar, at, whole);
            case Shape.Flag flag -> isBoolean(scalar, at);
            case Shape.Choice choice -> isChoice(scalar, at, choice);
            case Shape.Text text -> isText(scalar, at, text);
            default -> throw new IllegalStateException("no single value: " + shape);
        };
    }

    private boolean isText(YamlNode.Scalar scalar, Located<YamlNode> at, Shape.Text text) {
        boolean isBoolean = CORE_BOOLEAN.matcher(scalar.text()).matches();
        if (!scalar.plain() || !isBoolean && !CORE_NUMBER.matcher(scalar.text()).matches()) {
            return true;
        }
        problems.error(ProblemId.NOT_TEXT, at,
                shown(scalar) + " is a " + (isBoolean ? "boolean" : "number") + " to YAML; " + text.what()
                        + " is expected",
                "put it in quotes if it is one: '" + scalar.text() + "'");
        return false;
    }

    private boolean isWhole(YamlNode.Scalar scalar, Located<YamlNode> at, Shape.Whole whole) {
        String text = scalar.text();
        if (LEADING_ZERO.matcher(text).matches()) {
            problems.error(ProblemId.NOT_NUMBER, at,
                    shown(scalar) + " has a leading zero, which some programs read as octal",
                    "write " + Integer.parseInt(text));
        } else if (!WHOLE.matcher(text).matches()) {
            problems.error(ProblemId.NOT_NUMBER, at, shown(scalar) + " is not a whole number",
                    hint(whole) + ", digits only");
        } else if (!scalar.plain()) {
            problems.error(ProblemId.NOT_NUMBER, at, "the number is in quotes, which make it a text",
                    "write " + text + " without quotes");
        } else if (text.length() > MAX_DIGITS || Integer.parseInt(text) < whole.min()
                || Integer.parseInt(text) > whole.max()) {
            problems.error(ProblemId.BAD_VALUE, at,
                    shown(scalar) + " is outside " + whole.min() + ".." + whole.max(), hint(whole));
        } else {
            return true;
        }
        return false;
    }

    private boolean isBoolean(YamlNode.Scalar scalar, Located<YamlNode> at) {
        boolean exact = scalar.text().equals("true") || scalar.text().equals("false");
        if (exact && scalar.plain()) {
            return true;
        }
        String meant = BOOLEANS.get(scalar.text().toLowerCase(java.util.Locale.ROOT));
        problems.error(ProblemId.NOT_BOOLEAN, at,
                shown(scalar) + (exact ? " in quotes is a text" : " is a text to YAML 1.2")
                        + "; true or false is expected",
                "write " + (meant == null ? "true or false" : meant) + (exact ? " without quotes" : ""));
        return false;
    }

    private boolean isChoice(YamlNode.Scalar scalar, Located<YamlNode> at, Shape.Choice choice) {
        if (choice.words().contains(scalar.text())) {
            return true;
        }
        problems.error(ProblemId.NOT_A_CHOICE, at,
                shown(scalar) + " is not one of " + String.join(", ", choice.words()),
                Spelling.advice(scalar.text(), choice.words()));
        return false;
    }

    private static String shown(YamlNode.Scalar scalar) {
        return ValueFormatException.printable(scalar.text());
    }

    /** The shape of each single value at a key. */
    private static Shape elementOf(Shape shape) {
        return switch (shape) {
            case Shape.Many many -> elementOf(many.item());
            case Shape.OneOrMany many -> elementOf(many.item());
            case Shape.ShortOrBlock either -> either.text();
            case Shape.WordOrMany either -> either.word();
            case Shape.WordOrBlock either -> either.word();
            case Shape.FlagOrBlock either -> new Shape.Flag();
            default -> shape;
        };
    }
}
