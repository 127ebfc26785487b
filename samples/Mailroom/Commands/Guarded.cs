using Mailroom.Credentials;
using Mailroom.Gateway;
using Mailroom.Imap;
using Mailroom.Mailboxes;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Runs a command and says what went wrong in one line, not as a stack trace.</summary>
internal static class Guarded
{
    public const int Failed = 1;
    public const int Stopped = 130;

    public static async Task<int> RunAsync(IAnsiConsole console, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            console.WriteLine("Stopped. What was done is stored; run again to go on.");
            return Stopped;
        }
        catch (Exception fault) when (fault is DocumentStoreException or MailboxNotFoundException or ImapException or GatewayException or NoPasswordException or CredentialException or TenantKeyException or KeyProviderException or KeyRefusedException or KeyRingException or UnknownExtensionException or ExtensionRegistrationException or OptionsValidationException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            console.WriteLine(fault.Message);
            return Failed;
        }
    }
}
