namespace Raindrop.Grants;

/// <summary>A grant cannot be issued as it was asked for.</summary>
public sealed class GrantException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    public GrantException(GrantFailure failure)
        : base(MessageOf(failure)) => Failure = failure;

    /// <summary>Why.</summary>
    public GrantFailure Failure { get; }

    private static string MessageOf(GrantFailure failure) => failure switch
    {
        GrantFailure.Release => "The release must have 1 to 64 letters, digits and -._, and its sequence must be from 1 to 9,007,199,254,740,991.",
        GrantFailure.Tenants => "A grant needs at least one tenant, and each only once.",
        GrantFailure.Documents => "A grant needs at least one document, each id only once, and for each that is written a digest of GrantContent.",
        GrantFailure.DocumentId => "An id has 1 to 240 letters, digits and -._~:@/, with no empty part, no '.' and no '..' between slashes.",
        GrantFailure.OutsidePrefix => "An id is outside the prefixes that are reserved for grants: see the option Prefixes.",
        GrantFailure.TooLarge => "The grant is longer than 16,384 characters: split its documents or its tenants among several grants of the same release.",
        GrantFailure.Number => "A number in the content would come back from a store in another form: use whole numbers up to 9,007,199,254,740,991, decimals of at most 15 digits without an exponent and without zeros at the end, or a string.",
        _ => "The content must be one JSON object in UTF-8 without names given twice, without unpaired surrogates, without top-level names that start with '_', and not nested deeper than 64.",
    };
}
