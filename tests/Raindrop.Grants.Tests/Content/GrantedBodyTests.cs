using System.Text;
using Raindrop.Grants.Content;
using Raindrop.Grants.Tests.Running;

namespace Raindrop.Grants.Tests.Content;

/// <summary>A body is exactly the granted documents, or nothing.</summary>
public sealed class GrantedBodyTests
{
    private static readonly Grant Grant = TestGrants.New(DateTimeOffset.UnixEpoch, TestGrants.Write("rd.release:a", """{"v":1,"w":2}"""), TestGrants.Write("rd.release:b", "{}"), GrantedDocument.Delete("rd.release:c"));

    [Theory]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1,"w":2},{"_id":"rd.release:b"},{"_id":"rd.release:c","_deleted":true}]}""")]
    [InlineData("""{"docs":[{"_deleted":true,"_id":"rd.release:c"},{"w":2,"v":1,"_id":"rd.release:\u0061"},{"_id":"rd.release:b"}]}""")]
    public void The_granted_documents_are_taken_in_any_order(string body) =>
        Read(body).Should().BeEquivalentTo(new Dictionary<string, string> { ["rd.release:a"] = """{"v":1,"w":2}""", ["rd.release:b"] = "{}" });

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{}""")]
    [InlineData("""{"docs":{}}""")]
    [InlineData("""{"docs":[]}""")]
    [InlineData("""{"docs":[A,B]}""")]
    [InlineData("""{"docs":[A,B,C,C]}""")]
    [InlineData("""{"docs":[A,B,C,{"_id":"rd.release:d"}]}""")]
    [InlineData("""{"docs":[A,B,C,{"v":1}]}""")]
    [InlineData("""{"docs":[A,B,C,1]}""")]
    [InlineData("""{"docs":[A,B,C],"new_edits":false}""")]
    [InlineData("""{"new_edits":true,"docs":[A,B,C]}""")]
    [InlineData("""{"docs":[A,B,C],"all_or_nothing":true}""")]
    [InlineData("""{"docs":[A,B,C],"docs":[A,B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1,"w":3},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1,"w":2.0},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","_rev":"1-a","v":1,"w":2},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","_attachments":{},"v":1,"w":2},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","_deleted":true,"v":1,"w":2},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","_deleted":false,"v":1,"w":2},B,C]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","_id":"rd.release:a","v":1,"w":2},B,C]}""")]
    [InlineData("""{"docs":[A,B,{"_id":"rd.release:c"}]}""")]
    [InlineData("""{"docs":[A,B,{"_id":"rd.release:c","_deleted":"true"}]}""")]
    [InlineData("""{"docs":[A,B,{"_id":"rd.release:c","_deleted":true,"v":1}]}""")]
    [InlineData("""{"docs":[A,B,{"_id":"rd.release:c ","_deleted":true}]}""")]
    [InlineData("""{"docs":[A,B,{"_id":["rd.release:c"],"_deleted":true}]}""")]
    [InlineData("""{"docs":[A,B,{"_id":"\ud800","_deleted":true}]}""")]
    [InlineData("""{"docs":[A,B,C]}x""")]
    public void Anything_else_is_refused_whole(string body) => Read(body
        .Replace("A", """{"_id":"rd.release:a","v":1,"w":2}""", StringComparison.Ordinal)
        .Replace("B", """{"_id":"rd.release:b"}""", StringComparison.Ordinal)
        .Replace("C", """{"_id":"rd.release:c","_deleted":true}""", StringComparison.Ordinal)).Should().BeNull();

    private static Dictionary<string, string>? Read(string body) =>
        GrantedBody.TryRead(Encoding.UTF8.GetBytes(body), Grant)?.ToDictionary(content => content.Key, content => Encoding.UTF8.GetString(content.Value.Span));
}
