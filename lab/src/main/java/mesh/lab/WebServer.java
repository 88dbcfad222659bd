// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** nginx on a host of a lab: what lies in {@code /srv}, at port 8080; below {@code /reports/} it takes files by PUT. */
public final class WebServer {
    private static final String CONFIGURATION = """
            user root;
            pid /tmp/nginx.pid;
            error_log /tmp/nginx.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path /tmp/n1; proxy_temp_path /tmp/n2; fastcgi_temp_path /tmp/n3;
              uwsgi_temp_path /tmp/n4; scgi_temp_path /tmp/n5;
              server {
                listen 8080; root /srv;
                location /reports/ { dav_methods PUT; client_max_body_size 8k; }
              }
            }
            """;

    private WebServer() {}

    /**
     * Starts it.
     *
     * @throws LabException if the machine has no nginx
     */
    public static void start(LabHost host) {
        host.put("/tmp/nginx.conf", "644", CONFIGURATION);
        host.run("mkdir -p /srv/reports && nginx -c /tmp/nginx.conf").orThrow();
    }
}
