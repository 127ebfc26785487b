using System.Text.Json.Serialization;

namespace Raindrop.Core.Tests.Extensions;

[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Loop))]
internal sealed partial class ExtensionTestJson : JsonSerializerContext;
