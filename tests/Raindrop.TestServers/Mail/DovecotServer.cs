using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Raindrop.TestServers.Mail;

/// <summary>A dovecot of Debian's packages for one test or class alone, on loopback ports, with users, certificate and mail of its own. Dispose it.</summary>
public sealed partial class DovecotServer : IAsyncDisposable
{
    /// <summary>The only name in its certificate.</summary>
    public const string Host = "localhost";

    private const string Program = "/usr/sbin/dovecot";
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-dovecot-").FullName;
    private readonly Dictionary<string, string> _passwords = [];
    private ServerProcess? _process;

    private DovecotServer()
    {
    }

    /// <summary>The port where TLS begins with STARTTLS, or not at all.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The port where TLS begins at once.</summary>
    public int TlsPort { get; } = FreePort.Find();

    /// <summary>The PEM file of the authority of its certificate.</summary>
    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    /// <summary>Starts a server.</summary>
    /// <exception cref="InvalidOperationException">It is not installed; the message says how it is.</exception>
    public static async Task<DovecotServer> CreateAsync()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("dovecot is missing: install the packages dovecot-core and dovecot-imapd, or run ./test, which does so where it may.");
        var server = new DovecotServer();
        try
        {
            server.Prepare();
            await server.StartAsync();
            UsedServers.Note($"dovecot {Version().Match(server.ReadLog()).Groups[1].Value}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a user without mail.</summary>
    /// <returns>The name and the password.</returns>
    public (string User, string Password) AddUser()
    {
        var user = $"u{Guid.NewGuid():n}";
        var password = $"pass \"word\": é {RandomNumberGenerator.GetHexString(12)}";
        SetPassword(user, password);
        return (user, password);
    }

    /// <summary>Gives a user a password, and makes the user where there is none.</summary>
    public void SetPassword(string user, string password)
    {
        lock (_passwords)
        {
            _passwords[user] = password;
            var lines = _passwords.Select(one => $"{one.Key}:{{PLAIN.HEX}}{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(one.Value))}::::::\n");
            File.WriteAllText(Path.Combine(_folder, "users.new"), string.Concat(lines));
            Permit(Path.Combine(_folder, "users.new"), ReadableByAll);
            File.Move(Path.Combine(_folder, "users.new"), Path.Combine(_folder, "users"), overwrite: true);
        }
    }

    /// <summary>Starts it again on the same ports and mail.</summary>
    public async Task StartAsync()
    {
        _process = await ServerProcess.StartAsync([Program, "-F", "-c", Path.Combine(_folder, "dovecot.conf")], new Dictionary<string, string>(), Path.Combine(_folder, "output.log"), _folder);
        var started = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > StartLimit) throw new InvalidOperationException($"dovecot did not start. Its log:\n{ReadLog()}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    /// <summary>Ends it; the mail stays.</summary>
    public async Task StopAsync()
    {
        using var process = _process;
        _process = null;
        if (process is not null) await process.StopAsync();
    }

    /// <summary>How many messages a user has downloaded in each session that has ended, waiting until there were so many.</summary>
    public async Task<IReadOnlyList<int>> DownloadsAsync(string user, int sessions, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ended = ReadLog().Split('\n').Where(line => line.Contains($"imap({user})", StringComparison.Ordinal)).SelectMany(line => BodyCount().Matches(line)).Select(match => int.Parse(match.Groups[1].Value)).ToList();
            if (ended.Count >= sessions) return ended;
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>What it has logged.</summary>
    public string ReadLog() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "(none)";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string LogFile => Path.Combine(_folder, "dovecot.log");

    private void Prepare()
    {
        // Started by root, it gives up its rights and must still reach its files.
        Permit(_folder, OwnersOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var mail = Directory.CreateDirectory(Path.Combine(_folder, "mail")).FullName;
        Permit(mail, OwnersOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        ServerCertificate.Write(_folder, Host);
        File.WriteAllText(Path.Combine(_folder, "users"), "");
        Permit(Path.Combine(_folder, "users"), ReadableByAll);
        File.WriteAllText(Path.Combine(_folder, "dovecot.conf"), DovecotSettings.Write(_folder, Port, TlsPort));
    }

    private static void Permit(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return await client.GetStream().ReadAsync(new byte[1]) == 1;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"Dovecot v(\S+)")]
    private static partial Regex Version();

    [GeneratedRegex(@"Disconnected:.* body_count=(\d+)")]
    private static partial Regex BodyCount();
}
