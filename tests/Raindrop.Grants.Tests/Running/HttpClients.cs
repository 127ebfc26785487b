namespace Raindrop.Grants.Tests.Running;

internal static class HttpClients
{
    /// <summary>The text of an answer, whatever its status.</summary>
    public static async Task<string> GetTextAsync(this HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
