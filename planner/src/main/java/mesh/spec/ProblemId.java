// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Locale;

/** Everything that can be wrong with a spec. The text of each id is stable: documents and editors refer to it. */
public enum ProblemId {
    // The text itself.
    TOO_LARGE, NOT_UTF8, BYTE_ORDER_MARK, CONTROL_CHARACTER, TAB_INDENT, MERGE_CONFLICT,
    // YAML.
    YAML_SYNTAX, EMPTY_SPEC, MANY_DOCUMENTS, TOO_DEEP, TOO_MANY_ALIASES, ALIAS_LOOP, UNKNOWN_ALIAS, //
    TAG, MERGE_KEY, KEY_NOT_TEXT, DUPLICATE_KEY,
    // Keys and kinds of values.
    UNKNOWN_KEY, SECRET_IN_SPEC, MISSING_KEY, MISSING_VALUE, WRONG_KIND, NOT_TEXT, NOT_NUMBER, NOT_BOOLEAN, //
    NOT_A_CHOICE, BAD_VALUE, BAD_NAME, DUPLICATE_ITEM, EMPTY_LIST, NO_HOSTS, NOT_A_PAIR,
    // Names and references.
    DUPLICATE_NAME, WAS_EXISTS, WAS_TWICE, UNKNOWN_MEMBER, UNKNOWN_GROUP, UNUSED_TAG, UNUSED_SITE, GROUP_CYCLE,
    GROUPS_TOO_LARGE,
    // Systems.
    MISSING_OS, FORMAT_NOT_ON_OS, INTERFACE_NOT_ON_OS, MTU_TOO_LARGE,
    // Ranges and addresses.
    NO_RANGE, RANGE_UNUSABLE, RANGE_PUBLIC, RANGE_TOO_SMALL, //
    PIN_FAMILY_TWICE, PIN_OUTSIDE_RANGE, PIN_RESERVED, DUPLICATE_ADDRESS,
    // Networks behind the mesh.
    ROUTE_EVERYTHING, ROUTE_FAMILY, ROUTE_IN_RANGE, OVERLAPPING_ROUTES, FORWARDING_BY_HAND, EXIT_NODE_BY_HAND,
    // Ways to reach a host.
    ENDPOINT_IN_RANGE, ENDPOINT_IN_ROUTE, ENDPOINT_UNUSABLE, ENDPOINT_CLASH, ENDPOINT_BEHIND_NAT, //
    EXTERNAL_WITHOUT_ENDPOINT, SSH_IN_RANGE, JUMP_TO_SELF,
    // Who talks to whom.
    UNKNOWN_HUB, HUBS_MISSING, NO_PATH, UNUSED_NO_PATH,
    // Keys.
    DUPLICATE_PUBLIC_KEY, RECIPIENTS_MISSING;

    /** Lower-case words joined by dashes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
