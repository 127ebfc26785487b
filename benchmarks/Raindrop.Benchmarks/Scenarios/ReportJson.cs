using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The machine-readable form of reports: one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScenarioReport))]
[JsonSerializable(typeof(MemoryReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Write(ScenarioReport report) => JsonSerializer.Serialize(report, Default.ScenarioReport);

    public static string Write(MemoryReport report) => JsonSerializer.Serialize(report, Default.MemoryReport);

    public static MemoryReport? ReadMemory(string json) => JsonSerializer.Deserialize(json, Default.MemoryReport);
}
