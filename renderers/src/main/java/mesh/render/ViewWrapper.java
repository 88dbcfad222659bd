// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import freemarker.ext.beans.ZeroArgumentNonVoidMethodPolicy;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;

/**
 * Shows a template the components of one package's records, and nothing of any other object. An {@code Optional}, a key or
 * any other object is an error rather than its {@code toString()} in a file.
 */
final class ViewWrapper extends DefaultObjectWrapper {
    private final Package views;

    ViewWrapper(Package views) {
        super(Configuration.VERSION_2_3_35);
        this.views = views;
        setRecordZeroArgumentNonVoidMethodPolicy(
                ZeroArgumentNonVoidMethodPolicy.PROPERTY_ONLY_UNLESS_BEAN_PROPERTY_READ_METHOD);
    }

    @Override
    protected TemplateModel handleUnknownType(Object object) throws TemplateModelException {
        if (object instanceof Record && object.getClass().getPackage() == views) {
            return super.handleUnknownType(object);
        }
        throw new TemplateModelException("a template was given a " + object.getClass().getName());
    }
}
