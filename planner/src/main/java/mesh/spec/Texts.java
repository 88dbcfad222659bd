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

    static final Text MESH_NAME = text("a mesh name", "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?",
            "write 1 to 32 lower-case letters, digits and dashes, such as homelab");
    static final Text NODE_NAME = text("a name", NAME,
            "write 1 to 63 lower-case letters, digits and dashes, such as web-1");
    static final Text GROUP_NAME = text("a group name", NAME,
            "write 1 to 63 lower-case letters, digits and dashes, such as servers");
    static final Text SITE_NAME = text("a site name", NAME,
            "write 1 to 63 lower-case letters, digits and dashes, such as home");
    static final Text TAG = text("a tag", NAME, "write 1 to 63 lower-case letters, digits and dashes, such as web");
    static final Text GROUP_MEMBER = text("a group member", "((tag|group):)?" + NAME,
            "write a host's name, tag:NAME or group:NAME");
    static final Text SELECTOR = text("a selector", "((tag|group):)?" + NAME,
            "write a node's name, tag:NAME, group:NAME or any");
    static final Text USER = text("a user name", "[A-Za-z_][A-Za-z0-9._-]{0,31}", "write a login name, such as root");
    static final Text IPV4_RANGE = text("an IPv4 range", "none|" + V4 + "/[0-9]{1,2}",
            "write a range, such as 100.64.0.0/24, or none");
    static final Text IPV6_RANGE = text("an IPv6 range", "none|" + V6 + "/[0-9]{1,3}",
            "write a range, such as fd12:3456:789a::/64, or none");
    static final Text NETWORK = text("a network", "(" + V4 + "|" + V6 + ")/[0-9]{1,3}",
            "write a network address and a prefix length, such as 192.168.1.0/24");
    static final Text ADDRESS = text("an IP address", V4 + "|" + V6,
            "write an address without prefix length, such as 100.64.0.9");
    static final Text DNS_NAME = text("a DNS name", DNS, "write a domain, such as home.mesh");
    static final Text INTERFACE = text("an interface name", "[a-z]{1,12}(0|[1-9][0-9]{0,4})",
            "write wg and a number, such as wg0");
    static final Text NETWORK_HOST = text("an address or name", DNS + "|" + V6,
            "write an address or a DNS name, without port");
    static final Text ENDPOINT_OR_HOST = text("an endpoint", HOST + "(:[0-9]{1,5})?",
            "write an address or name, with a port or not, such as 203.0.113.7:51820");
    static final Text ENDPOINT = text("an endpoint", HOST + ":[0-9]{1,5}",
            "write an address or name and a port, such as vpn.example.net:51820");
    static final Text SSH_ADDRESS = text("an SSH destination",
            "([A-Za-z_][A-Za-z0-9._-]{0,31}@)?" + HOST + "(:[0-9]{1,5})?",
            "write USER@HOST:PORT, such as root@192.168.1.4:22; user and port may be left out");
    static final Text PUBLIC_KEY = text("a public key", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=",
            "write the 44 characters that 'wg pubkey' prints");
    static final Text RECIPIENT = text("an age recipient", "age1[02-9ac-hj-np-z]{58}",
            "copy the line that 'age-keygen -y' prints");
    static final Text REPORT_KEY = text("an SSH key", "ssh-ed25519 [A-Za-z0-9+/]{68}( .{0,100})?",
            "copy the line that the host's enrolment prints");
    static final Text WEB_FOLDER = text("a URL",
            "none|https?://(" + DNS + "|\\[" + V6 + "\\])(:[0-9]{1,5})?(/[A-Za-z0-9_~][A-Za-z0-9._~-]*)*/?",
            "write the URL of a folder, such as https://mesh.example.org/bundles, or none");
    static final Text BUNDLES = text("a URL",
            "none|https?://(" + DNS + "|\\[" + V6
                    + "\\])(:[0-9]{1,5})?(/[A-Za-z0-9_~][A-Za-z0-9._~-]*)*/?|oci([+]http)?://(" + DNS
                    + "|\\[" + V6 + "\\])(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+/?",
            "write the URL of a folder, such as https://mesh.example.org/bundles, a repository, such as oci://registry.example.org/mesh/bundles, or none");
    static final Text DAYS = text("a number of days", "[1-9][0-9]{0,3}d", "write a number and d, such as 90d");
    static final Text FILE = text("a path", "(~/|/)[A-Za-z0-9._/@+-]{1,250}",
            "write a path, such as ~/.ssh/id_ed25519");
    static final Text SPEC_FILE = text("the path of a YAML file",
            SpecFileName.PATTERN,
            "write a path from this file's directory, such as parts/hosts.yaml");
    static final Text OWNER = text("a short text", "[^\\x00-\\x1f\\x7f]{1,63}", "write a short text, such as Anna");

    static final Whole PORT = new Whole(1, 65535);
    static final Whole MTU = new Whole(1280, 9000);
    static final Whole KEEPALIVE = new Whole(0, 43200);
    static final Whole ONLINE_WAIT = new Whole(0, 3600);

    static final Choice OS = new Choice(List.of("openbsd", "linux"));
    static final Choice FORMAT = new Choice(List.of("hostname.if", "wg-quick", "systemd-networkd"));
    static final Choice BECOME = new Choice(List.of("none", "doas", "sudo"));
    static final Choice CUSTODY = new Choice(List.of("host", "vault"));

    private Texts() {}

    private static Text text(String what, String pattern, String hint) {
        return new Text(what, "^(" + pattern + ")$", hint);
    }
}
