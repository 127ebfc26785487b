using System.Globalization;
using System.Text;
using Raindrop.CouchDb.Json;

namespace Raindrop.CouchDb.Http;

/// <summary>A query string that is put together.</summary>
internal sealed class CouchQuery(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = '?';

    public CouchQuery Add(string name, string? value)
    {
        if (value is null) return this;
        _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _separator = '&';
        return this;
    }

    public CouchQuery AddJson(string name, string? value) => value is null ? this : Add(name, JsonText.Quote(value));

    public CouchQuery Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public CouchQuery AddIf(bool condition, string name, string value = "true") => condition ? Add(name, value) : this;

    public override string ToString() => _text.ToString();
}
