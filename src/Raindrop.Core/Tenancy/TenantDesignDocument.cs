namespace Raindrop.Tenancy;

/// <summary>A design document that every tenant's database is created with.</summary>
/// <param name="Name">Its name, without <c>_design/</c>.</param>
/// <param name="Content">Its body: one JSON object in UTF-8.</param>
public sealed record TenantDesignDocument(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>The name; never the content.</summary>
    public override string ToString() => $"Design document {Name}";
}
