using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Gateway.Grants;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Running;

/// <summary>A host as a user of the library writes one, on a real Kestrel: the endpoint for grants, and a queue. It knows no tenant.</summary>
internal sealed class GrantHost : IAsyncDisposable
{
    public const string Path = "/grants";

    private readonly WebApplication _application;

    private GrantHost(WebApplication application, LogLines log) => (_application, Log) = (application, log);

    /// <summary>Everything that was logged, by anybody.</summary>
    public LogLines Log { get; }

    public Uri Address => new(_application.Urls.Single());

    public static async Task<GrantHost> StartAsync(GrantWorld world, IRequestGate? gate = null, Action<GrantEndpointOptions>? configure = null)
    {
        // The world outlives the host, which must not dispose the server.
        gate ??= new NotingGate();
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(world.Time);
        // Grants are nobody's sign-in: a host that asks everybody to sign in asks nobody here.
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        builder.Services.AddRaindropGrants(
            grants => grants.ConfigureVerification(options => TestGrants.Configure(options)).ConfigureQueue(options => options.Database = world.Queue.Name).UseServer(GrantDatabase.Queue, _ => new GatedServer(world.Server, gate)),
            configure);
        builder.Services.AddHealthChecks().AddRaindropGrants();
        var application = builder.Build();
        application.MapRaindropGrants(Path);
        application.MapHealthChecks("/health").AllowAnonymous();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new GrantHost(application, log);
    }

    /// <summary>Sends a request and reads the whole answer. The caller changes what is not as usual.</summary>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string? token, string body, Action<HttpRequestMessage>? change = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, Path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        change?.Invoke(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends bytes over a socket, and gives back every byte of the answer but the date's.</summary>
    public async Task<string> ExchangeAsync(string head, ReadOnlyMemory<byte> body)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port, TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(socket);
        // In one piece: a body on its way to a connection that is answered and closed already is reset, and the answer with it.
        byte[] message = [.. Encoding.ASCII.GetBytes(head), .. body.Span];
        await stream.WriteAsync(message, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', answer.Split('\n').Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal)));
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
