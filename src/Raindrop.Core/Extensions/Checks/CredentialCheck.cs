using Raindrop.Credentials;

namespace Raindrop.Extensions.Checks;

/// <summary>The credentials that extensions ask for have names that a vault can hold, and the audit trail can name the extension.</summary>
internal sealed class CredentialCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        foreach (var definition in draft.Definitions.Where(definition => definition.Credentials.Count > 0))
        {
            if (definition.Credentials.Any(use => !CredentialLabel.IsValid(use.Name) || !CredentialLabel.IsValid(use.Purpose)))
                yield return $"Extension '{definition.Id}': the name and the purpose of a credential must be 1 to {CredentialLabel.MaxLength} of a-z, 0-9, '.', '-' and '_' and start with a letter.";
            if (definition.Credentials.Distinct().Count() != definition.Credentials.Count) yield return $"Extension '{definition.Id}': it asks for a credential twice.";
            if (!CredentialLabel.IsValid(ExtensionNode.ActorOf(definition.Id)))
                yield return $"Extension '{definition.Id}': an extension that asks for credentials needs an id of at most {CredentialLabel.MaxLength - ExtensionNode.ActorOf("").Length} characters.";
        }
    }
}
