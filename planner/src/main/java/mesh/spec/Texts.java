// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Choice;
import mesh.spec.Shape.Text;
import mesh.spec.Shape.Whole;

/** The kinds of values that several sections of the spec share. */
final class Texts {
    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String V4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
    private static final String V6 = "[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*";
    private static final String DNS = "[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?\\.?";
    private static final String HOST = "(" + DNS + "|" + V6 + "|\\[" + V6 + "\\])";

    static final Text MESH_NAME = text("a mesh name", "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    static final Text NODE_NAME = text("a name", NAME);
    static final Text GROUP_NAME = text("a group name", NAME);
    static final Text SITE_NAME = text("a site name", NAME);
    static final Text TAG = text("a tag", NAME);
    static final Text GROUP_MEMBER = text("a group member", "((tag|group):)?" + NAME);
    static final Text USER = text("a user name", "[A-Za-z_][A-Za-z0-9._-]{0,31}");
    static final Text IPV4_RANGE = text("an IPv4 range", "none|" + V4 + "/[0-9]{1,2}");
    static final Text IPV6_RANGE = text("an IPv6 range", "none|" + V6 + "/[0-9]{1,3}");
    static final Text NETWORK = text("a network", "(" + V4 + "|" + V6 + ")/[0-9]{1,3}");
    static final Text ADDRESS = text("an IP address", V4 + "|" + V6);
    static final Text DNS_NAME = text("a DNS name", DNS);
    static final Text INTERFACE = text("an interface name", "[a-z]{1,12}(0|[1-9][0-9]{0,4})");
    static final Text NETWORK_HOST = text("an address or name", DNS + "|" + V6);
    static final Text ENDPOINT_OR_HOST = text("an endpoint", HOST + "(:[0-9]{1,5})?");
    static final Text ENDPOINT = text("an endpoint", HOST + ":[0-9]{1,5}");
    static final Text SSH_ADDRESS = text("an SSH destination",
            "([A-Za-z_][A-Za-z0-9._-]{0,31}@)?" + HOST + "(:[0-9]{1,5})?");
    static final Text PUBLIC_KEY = text("a public key", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");
    static final Text RECIPIENT = text("an age recipient", "age1[02-9ac-hj-np-z]{58}");
    static final Text DAYS = text("a number of days", "[1-9][0-9]{0,3}d");
    static final Text FILE = text("a path", "(~/|/)[A-Za-z0-9._/@+-]{1,250}");
    static final Text OWNER = text("a short text", "[^\\x00-\\x1f\\x7f]{1,63}");

    static final Whole PORT = new Whole(1, 65535);
    static final Whole MTU = new Whole(1280, 9000);
    static final Whole KEEPALIVE = new Whole(0, 43200);

    static final Choice OS = new Choice(List.of("openbsd", "linux"));
    static final Choice FORMAT = new Choice(List.of("hostname.if", "wg-quick", "systemd-networkd"));
    static final Choice BECOME = new Choice(List.of("none", "doas", "sudo"));
    static final Choice CUSTODY = new Choice(List.of("host", "vault"));

    private Texts() {}

    private static Text text(String what, String pattern) {
        return new Text(what, "^(" + pattern + ")$");
    }
}
