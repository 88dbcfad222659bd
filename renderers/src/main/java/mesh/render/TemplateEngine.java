// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

/**
 * Fills the templates of the class path. Numbers print as digits in every locale, an undefined name is an error, and a
 * template sees nothing but records of one package, texts, numbers and lists. Safe for concurrent use.
 */
public final class TemplateEngine {
    private static final String FOLDER = "mesh/templates";

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);

    /** @param views whose records templates are filled with */
    public TemplateEngine(Package views) {
        configuration.setTemplateLoader(new ClassTemplateLoader(TemplateEngine.class.getClassLoader(), FOLDER));
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        configuration.setObjectWrapper(new ViewWrapper(views));
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ROOT);
        configuration.setLocalizedLookup(false);
        configuration.setNumberFormat("c");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    }

    /**
     * The text of {@code template}, with LF line ends.
     *
     * @param template its file name
     * @param view a record whose components the template names
     * @throws IllegalStateException if the template is missing or does not fit the view: a defect of this program
     */
    public String fill(String template, Record view) {
        StringWriter text = new StringWriter();
        try {
            configuration.getTemplate(template).process(view, text);
        } catch (IOException | TemplateException defect) {
            throw new IllegalStateException("template " + template + " cannot be filled", defect);
        }
        return text.toString();
    }
}
