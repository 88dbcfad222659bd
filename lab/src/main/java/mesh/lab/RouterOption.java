// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** One wish about a router, given to {@link LabBuilder#router}. Several may be given; each holds beside the others. */
@FunctionalInterface
public interface RouterOption {

    /** The specification with this wish granted. */
    RouterSpec applyTo(RouterSpec spec);

    /** Its WAN side is on the LAN of a router declared earlier: two NATs in a row. */
    static RouterOption behind(String outer) {
        return spec -> spec.behind(outer);
    }

    /** Something is wrong with what it lets through, or helpful. */
    static RouterOption with(RouterTrait trait) {
        return spec -> spec.with(trait);
    }
}
