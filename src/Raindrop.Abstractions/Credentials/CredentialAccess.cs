namespace Raindrop.Credentials;

/// <summary>Who asks, for the audit trail.</summary>
/// <param name="Actor">The program or part that asks, in the form of <see cref="CredentialLabel"/>, for example <c>mail-importer</c> or <c>extension.decrypt</c>. Never a person's name or address.</param>
public readonly record struct CredentialAccess(string Actor);
