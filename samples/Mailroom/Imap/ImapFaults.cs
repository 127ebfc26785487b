using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Mailroom.Imap;

/// <summary>Turns what MailKit throws into one of the failures that are told.</summary>
internal static class ImapFaults
{
    public static async Task<T> TellAsync<T>(ImapFailure otherwise, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (Find(fault, otherwise) is { } failure)
        {
            throw new ImapException(failure);
        }
    }

    /// <summary>What a fault means; <see langword="null"/> for what is none of the server's or the network's.</summary>
    public static ImapFailure? Find(Exception fault, ImapFailure otherwise) => fault switch
    {
        SocketException => ImapFailure.Unreachable,
        AuthenticationException => ImapFailure.Refused,
        FolderNotFoundException => ImapFailure.NoFolder,
        ProtocolException or CommandException or ServiceNotConnectedException or ServiceNotAuthenticatedException or IOException or TimeoutException => otherwise,
        _ => null,
    };
}
