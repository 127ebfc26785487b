using System.Diagnostics;
using System.Net;
using Raindrop.TestServers;

namespace Raindrop.Conformance.Tests.Servers;

public sealed class ServerLifetimeTests
{
    public static TheoryData<string> Names => [.. RealServers.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_server_says_what_it_is_and_asks_for_its_password(string name)
    {
        var server = await RealServers.GetAsync(name);
        server.Product.Should().BeOneOf("Apache CouchDB", "PouchDB");
        server.Version.Should().MatchRegex("[0-9]");
        server.ToString().Should().NotContain(server.Password);

        using var administrator = server.CreateClient();
        using var stranger = new HttpClient { BaseAddress = server.Address };
        var path = new Uri($"rd-lifetime-{Guid.NewGuid():N}", UriKind.Relative);
        using (var created = await administrator.PutAsync(path, null, TestContext.Current.CancellationToken)) created.StatusCode.Should().Be(HttpStatusCode.Created);
        using (var deleted = await administrator.DeleteAsync(path, TestContext.Current.CancellationToken)) deleted.StatusCode.Should().Be(HttpStatusCode.OK);
        using var listing = await stranger.GetAsync(new Uri("_all_dbs", UriKind.Relative), TestContext.Current.CancellationToken);
        if (server.IsApacheCouchDb) listing.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Without_any_server_the_ways_out_are_named()
    {
        var asking = () => RealServers.NamesOf(apache: false, external: false, pouch: false);

        asking.Should().Throw<InvalidOperationException>().Which.Message.Should().ContainAll("./test", "RAINDROP_COUCHDB_HOME", "RAINDROP_COUCHDB_URL");
        RealServers.NamesOf(apache: true, external: true, pouch: true).Should().Equal("couchdb", "external", "pouchdb-server");
    }

    [Fact]
    public async Task A_killed_server_comes_back_at_its_address_with_its_data()
    {
        await using var server = RealServers.HasApacheCouchDb ? await RealServers.StartApacheCouchDbAsync() : await RealServers.StartPouchDbServerAsync();
        using var client = server.CreateClient();
        var (before, path) = (server.Endpoint, new Uri("kept", UriKind.Relative));
        using (var created = await client.PutAsync(path, null, TestContext.Current.CancellationToken)) created.StatusCode.Should().Be(HttpStatusCode.Created);
        // pouchdb-server answers before it has noted the database's name, and without the name the database is lost.
        while (!(await client.GetStringAsync(new Uri("_all_dbs", UriKind.Relative), TestContext.Current.CancellationToken)).Contains("\"kept\"", StringComparison.Ordinal))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await server.KillAsync();
        var call = () => client.GetAsync(path, TestContext.Current.CancellationToken);
        await call.Should().ThrowAsync<HttpRequestException>();

        await server.StartAsync(TestContext.Current.CancellationToken);
        server.Endpoint.Should().Be(before);
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_servers_of_a_killed_test_process_end_with_it()
    {
        // This assembly is also a program that starts a server, tells its address, and then waits to be killed.
        var start = new ProcessStartInfo(Environment.ProcessPath!, "hold-a-server") { RedirectStandardOutput = true, UseShellExecute = false };
        using var holder = Process.Start(start)!;
        var address = new Uri((await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        using var client = new HttpClient { BaseAddress = address };
        using (var up = await client.GetAsync(address, TestContext.Current.CancellationToken)) up.StatusCode.Should().Be(HttpStatusCode.OK);

        holder.Kill();

        var ended = async () => (await IsDownAsync(client)).Should().BeTrue();
        await ended.Should().CompleteWithinAsync(TimeSpan.FromSeconds(15));
    }

    private static async Task<bool> IsDownAsync(HttpClient client)
    {
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(client.BaseAddress, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException)
            {
                return true;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
