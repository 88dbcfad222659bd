// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

/** Elements of HTML, one inside or after the other. Names of elements and classes are ours, every other text is escaped. */
public final class Html {
    private final StringBuilder out = new StringBuilder();

    Html() {}

    /** Begins an element. */
    Html open(String element) {
        out.append('<').append(element).append('>');
        return this;
    }

    /** Begins an element of a class, or of several with spaces between. */
    Html open(String element, String kind) {
        return open(element, "class", kind);
    }

    Html open(String element, String attribute, String value) {
        out.append('<').append(element).append(' ').append(attribute).append("=\"").append(escaped(value))
                .append("\">");
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** An element with nothing in it but text. */
    Html element(String element, String kind, String text) {
        (kind.isEmpty() ? open(element) : open(element, kind)).text(text).out.append("</").append(element).append(">");
        return this;
    }

    /** A cell that says what it is where the page is too narrow for columns. */
    Html cell(String column, String kind, String text) {
        out.append("<td data-column=\"").append(escaped(column)).append('"');
        out.append(kind.isEmpty() ? "" : " class=\"" + escaped(kind) + "\"").append('>').append(escaped(text))
                .append("</td>");
        return this;
    }

    /** A table's head, and the beginning of its body. */
    Html table(String... columns) {
        open("table").open("thead").open("tr");
        for (String column : columns) {
            out.append("<th scope=\"col\">").append(escaped(column)).append("</th>");
        }
        return close("tr").close("thead").open("tbody");
    }

    Html endTable() {
        return close("tbody").close("table");
    }

    String end() {
        return out.toString();
    }

    /** For text and attributes of XML and HTML. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
