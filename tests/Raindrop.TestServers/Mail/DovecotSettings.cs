using System.Runtime.InteropServices;

namespace Raindrop.TestServers.Mail;

/// <summary>The configuration of a dovecot 2.3 that touches nothing outside its folder, whether root starts it or somebody else.</summary>
internal static class DovecotSettings
{
    // The id of nobody, who owns the mail where root may not.
    private const string Nobody = "65534";

    public static string Write(string folder, int port, int tlsPort)
    {
        var isRoot = GetUserId() == 0;
        // The users that the package made are for root to become; anybody else can only be who they are.
        var users = isRoot ? "" : $"default_internal_user = {Environment.UserName}\ndefault_login_user = {Environment.UserName}\n";
        var owner = isRoot ? $"uid={Nobody} gid={Nobody}" : $"uid={GetUserId()} gid={GetGroupId()}";
        var chroot = isRoot ? "" : "chroot =";
        return $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/state
            instance_name = {{Path.GetFileName(folder)}}
            log_path = {{folder}}/dovecot.log
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{folder}}/server.pem
            ssl_key = <{{folder}}/server.key
            auth_mechanisms = plain login
            auth_username_chars =
            auth_failure_delay = 0
            {{users}}
            mail_location = maildir:{{folder}}/mail/%u
            passdb {
              driver = passwd-file
              args = scheme=PLAIN username_format=%u {{folder}}/users
            }
            userdb {
              driver = static
              args = {{owner}} home={{folder}}/mail/%u allow_all_users=yes
            }
            service imap-login {
              {{chroot}}
              inet_listener imap {
                port = {{port}}
              }
              inet_listener imaps {
                port = {{tlsPort}}
                ssl = yes
              }
            }
            service anvil {
              {{chroot}}
              # Wrong passwords slow down nobody here.
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            service stats {
              {{chroot}}
            }

            """;
    }

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    private static extern uint GetUserId();

    [DllImport("libc", EntryPoint = "getegid", ExactSpelling = true)]
    private static extern uint GetGroupId();
}
