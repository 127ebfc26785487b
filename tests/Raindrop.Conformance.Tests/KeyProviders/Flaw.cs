namespace Raindrop.Conformance.Tests.KeyProviders;

/// <summary>What is wrong with a provider.</summary>
public enum Flaw
{
    None,
    BindsNothing,
    JoinsTexts,
    WrapsUnderAPublicKey,
    AuthenticatesNothing,
    TakesKeysInTheClear,
    CallsDamageAnOutage,
    CallsAnOutageDamage,
    ForgetsOldKeys,
    KeepsTheOldName,
    DisposesTheCallersKey,
    IgnoresCancellation,
    SaysTheKey,
}
