using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>What stands in the database without a trace is taken over where it is what would be written, and only there.</summary>
public sealed class AdoptionTests
{
    private readonly MemoryDatabase _database = new();
    private readonly TestTenant _tenant;

    public AdoptionTests() => _tenant = new TestTenant(_database);

    [Fact]
    public async Task Outputs_that_a_kill_left_without_their_traces_are_run_again_and_not_written_again()
    {
        await FillAsync();
        var before = await _tenant.StateAsync();
        await LoseTracesAsync();

        var result = await _tenant.RunAsync();

        result.Extensions.Sum(extension => extension.Executed).Should().BePositive();
        result.Extensions.Sum(extension => extension.Unchanged).Should().Be(before.Count);
        result.Extensions.Should().OnlyContain(extension => extension.Written == 0 && extension.Deleted == 0);
        (await _tenant.StateAsync()).Should().Equal(before);
        (await _tenant.RunAsync()).Extensions.Should().OnlyContain(extension => extension.Executed == 0);
    }

    [Theory]
    [InlineData("other bytes", "application/octet-stream")]
    [InlineData("hello there", "text/plain")]
    [InlineData(null, null)]
    public async Task An_output_whose_attachment_was_changed_is_restored_though_its_body_is_as_it_was(string? bytes, string? contentType)
    {
        await FillAsync();
        var stored = (await _database.GetAsync(new DocumentReference("d.link:g/a:link"), new ReadOptions { IncludeAttachments = true }))!;
        var forged = bytes is null ? [] : new Dictionary<string, DocumentAttachment> { ["seen.bin"] = new() { ContentType = contentType!, Data = bytes == "hello there" ? stored.Attachments["seen.bin"].Data : System.Text.Encoding.UTF8.GetBytes(bytes) } };
        await _database.PutAsync(new Document { Id = stored.Id, Revision = stored.Revision, Content = stored.Content, Attachments = forged });

        var result = await _tenant.RunAsync();

        TestTenant.Of(result, "link").Should().BeEquivalentTo(new { Executed = 1L, Written = 1L, Unchanged = 0L });
        (await _tenant.StateAsync()).Should().Equal(await _tenant.CleanStateAsync());
    }

    private async Task FillAsync()
    {
        await _tenant.PutAsync("a", "hello there", target: "b");
        await _tenant.PutAsync("b", "second note");
        await _tenant.RunAsync();
    }

    private async Task LoseTracesAsync()
    {
        foreach (var id in _database.Store.Winners.Select(document => document.Id).Where(id => id.StartsWith("rd.trace:", StringComparison.Ordinal)).ToList())
            await _database.DeleteAsync(id, (await _database.GetRevisionAsync(id))!);
        _database.Store.Local.Clear();
    }
}
