using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Raindrop.Browser.Tests.Running;

/// <summary>Somebody who uses the site by the addresses that its page calls.</summary>
internal sealed class SiteUser : IDisposable
{
    private const int MostRepeats = 600;

    private readonly HttpClient _client;

    public SiteUser(Uri site, X509Certificate2 certificate)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(certificate.RawDataMemory.Span) } };
        _client = new HttpClient(handler) { BaseAddress = site };
        _client.DefaultRequestHeaders.Add("X-Raindrop-Client", "tests");
    }

    public string Name { get; } = $"user-{Guid.NewGuid():n}";

    /// <summary>The id by which the user's database is addressed.</summary>
    public string Tenant { get; private set; } = "";

    /// <summary>Makes an account, and is signed in.</summary>
    public async Task SignUpAsync()
    {
        // A sign-up that a busy machine interrupted has made the account or not.
        var status = (await SendOnceAsync(HttpMethod.Post, "/account/sign-up", Proof(Name))).Status;
        if (status == HttpStatusCode.ServiceUnavailable && (await EnterAsync("sign-in")).Status == HttpStatusCode.Unauthorized) status = (await EnterAsync("sign-up")).Status;
        status.Should().BeOneOf(HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable);
        Tenant = (await SendAsync(HttpMethod.Get, "/session")).Json.GetProperty("tenant").GetString()!;
    }

    /// <summary>Asks to sign in, or up.</summary>
    public Task<(HttpStatusCode Status, JsonElement Json)> EnterAsync(string how, string? name = null) => SendAsync(HttpMethod.Post, $"/account/{how}", Proof(name ?? Name));

    /// <summary>What proves who somebody is.</summary>
    public static object Proof(string name) => new { name, password = Visitor.Password };

    /// <summary>Asks something, and reads the answer, which is JSON or empty. On a busy machine CouchDB does not always answer in the time that sessions have: what is 503 is asked again.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        var answer = await SendOnceAsync(method, path, body);
        for (var i = 0; i < MostRepeats && answer.Status == HttpStatusCode.ServiceUnavailable; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            answer = await SendOnceAsync(method, path, body);
        }

        return answer;
    }

    /// <summary>Asks something once.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> SendOnceAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, bytes.Length == 0 ? default : JsonElement.Parse(bytes));
    }

    /// <summary>Asks until there is something; it is waited for.</summary>
    public async Task<JsonElement> WaitForAsync(string path)
    {
        var answer = await SendAsync(HttpMethod.Get, path);
        for (var i = 0; i < MostRepeats && answer.Status == HttpStatusCode.NotFound; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            answer = await SendAsync(HttpMethod.Get, path);
        }

        answer.Status.Should().Be(HttpStatusCode.OK);
        return answer.Json;
    }

    public void Dispose() => _client.Dispose();
}
