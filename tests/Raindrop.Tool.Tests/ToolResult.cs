using System.Text.Json.Nodes;

namespace Raindrop.Tool.Tests;

/// <summary>What a run came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its results.</param>
/// <param name="Error">Everything else.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The results of a run with <c>--json</c>.</summary>
    public IReadOnlyList<JsonNode> Json => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    public ToolResult ShouldBe(int code, string because = "that is what it should come to")
    {
        ExitCode.Should().Be(code, "{0}, and it said:\n{1}\n{2}", because, Output, Error);
        return this;
    }

    /// <summary>The run failed, and said why in a line, not as a stack trace.</summary>
    public ToolResult ShouldComplain(int code, string part)
    {
        ShouldBe(code);
        Error.Should().Contain(part).And.NotContain("   at ").And.NotContain("Exception");
        return this;
    }
}
