using System.CommandLine;

namespace Raindrop.Tool.Commands;

/// <summary>A command whose help shows how it is used.</summary>
internal sealed class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples => examples;
}
