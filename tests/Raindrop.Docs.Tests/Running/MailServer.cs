using System.Text;

namespace Raindrop.Docs.Tests.Running;

/// <summary>Stands for a mail server in the snippets, and keeps who signed in where.</summary>
internal sealed class MailServer
{
    private string _address = "";

    public string SignedIn { get; private set; } = "";

    public Task ConnectAsync(string host, int port)
    {
        _address = $"{host}:{port}";
        return Task.CompletedTask;
    }

    public void SignIn(string? user, ReadOnlySpan<byte> password) => SignedIn = $"{user} with {Encoding.UTF8.GetString(password)} at {_address}";
}
