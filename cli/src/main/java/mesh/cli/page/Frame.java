// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pages share: the frame of a report, and colours for light and dark. */
public final class Frame {
    private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

    private Frame() {}

    /** CSS: the colours by their meaning, and the font, of everything of class {@code mesh}. */
    public static String colours() {
        return resource("colours.css");
    }

    /**
     * A whole page.
     *
     * @param title of any text
     * @param body HTML
     */
    static String around(String title, String body) {
        return filled(resource("report.html"), Map.of("TITLE", Html.escaped(title), "STYLE",
                colours() + resource("report.css"), "BODY", body));
    }

    /** Each place once: what is put in holds no places. */
    private static String filled(String page, Map<String, String> texts) {
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(texts.getOrDefault(place.group(1), place.group())));
    }

    private static String resource(String name) {
        return resource(Frame.class, name);
    }

    /** The text of a file that stands beside a class in this build. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
