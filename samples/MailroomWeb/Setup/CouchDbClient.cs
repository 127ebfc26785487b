using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MailroomWeb.Hosting;

namespace MailroomWeb.Setup;

/// <summary>CouchDB's own API, as its administrator.</summary>
internal sealed class CouchDbClient : IDisposable
{
    private readonly HttpClient _client;

    public CouchDbClient(Uri couchDb)
    {
        Server = new Uri(couchDb.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        _client = new HttpClient { BaseAddress = Server };
        _client.DefaultRequestHeaders.Authorization = Sign(Uri.UnescapeDataString(couchDb.UserInfo));
    }

    /// <summary>The server, without the account.</summary>
    public Uri Server { get; }

    /// <summary>What is there; <see langword="null"/> where nothing is.</summary>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await RequireAsync(answer, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async Task PutAsync(string path, object value, CancellationToken cancellationToken)
    {
        using var answer = await _client.PutAsJsonAsync(new Uri(path, UriKind.Relative), value, cancellationToken);
        await RequireAsync(answer, cancellationToken);
    }

    /// <returns>Whether there was none.</returns>
    public async Task<bool> EnsureDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not null) return false;
        using var made = await _client.PutAsync(new Uri(name, UriKind.Relative), null, cancellationToken);
        // One that has just started makes its own databases itself, at the same moment.
        if (!made.IsSuccessStatusCode && await FindAsync(name, cancellationToken) is not null) return false;
        await RequireAsync(made, cancellationToken);
        return true;
    }

    /// <summary>Whether CouchDB takes a name and password.</summary>
    public async Task<bool> TakesAsync(string account, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "_session") { Headers = { Authorization = Sign(account) } };
        using var answer = await _client.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    public void Dispose() => _client.Dispose();

    private static AuthenticationHeaderValue Sign(string account) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(account)));

    private static async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode) return;
        throw new SetupException(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? "CouchDB does not take the account in --couchdb as an administrator: give the name and password of one from [admins]."
            : $"CouchDB answered {(int)answer.StatusCode} to the setup: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
