using Net.Pkcs11Interop.Common;
using Raindrop.Keys;
using Raindrop.Pkcs11.Tokens;

namespace Raindrop.Pkcs11.Tests;

public sealed class CkrFailureTests
{
    public static TheoryData<CKR> Codes => [.. Enum.GetValues<CKR>().Where(code => code != CKR.CKR_OK)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_is_a_failure_that_says_what_to_do_and_which_code_it_was(CKR code)
    {
        var failure = CkrFailures.ToException(new Pkcs11Exception("C_Sign", code));

        failure.Message.Should().Contain($"(C_Sign: {code})").And.EndWith(".");
        failure.Message.Length.Should().BeGreaterThan(code.ToString().Length + 30);
        Enum.IsDefined(failure.Failure).Should().BeTrue();
    }

    [Fact]
    public void A_code_of_the_maker_or_of_a_later_version_is_an_outage() =>
        CkrFailures.ToException(new Pkcs11Exception("C_Sign", (CKR)0x80001234)).Failure.Should().Be(KeyProviderFailure.Unavailable);

    /// <summary>What an operator must change is told from what passes: a code that moves from one to the other is seen here.</summary>
    [Fact]
    public void The_codes_that_an_operator_must_mend_are_these() =>
        Enum.GetValues<CKR>().Where(code => code != CKR.CKR_OK && FailureOf(code) == KeyProviderFailure.NotConfigured).Select(code => code.ToString()["CKR_".Length..]).Should().BeEquivalentTo(
            "PIN_INCORRECT", "PIN_INVALID", "PIN_LEN_RANGE", "PIN_EXPIRED", "PIN_LOCKED", "PIN_TOO_WEAK", "USER_PIN_NOT_INITIALIZED", "USER_ANOTHER_ALREADY_LOGGED_IN",
            "USER_TOO_MANY_TYPES", "USER_TYPE_INVALID", "TOKEN_NOT_RECOGNIZED", "TOKEN_WRITE_PROTECTED", "MECHANISM_INVALID", "MECHANISM_PARAM_INVALID", "FUNCTION_NOT_SUPPORTED",
            "KEY_FUNCTION_NOT_PERMITTED", "KEY_TYPE_INCONSISTENT", "KEY_SIZE_RANGE", "KEY_UNEXTRACTABLE", "TEMPLATE_INCONSISTENT", "TEMPLATE_INCOMPLETE", "ATTRIBUTE_VALUE_INVALID",
            "ATTRIBUTE_TYPE_INVALID", "ATTRIBUTE_READ_ONLY", "ATTRIBUTE_SENSITIVE", "ACTION_PROHIBITED", "SESSION_READ_ONLY", "SESSION_READ_ONLY_EXISTS", "SESSION_READ_WRITE_SO_EXISTS",
            "LIBRARY_LOAD_FAILED", "CANT_LOCK", "NEED_TO_CREATE_THREADS", "FIPS_SELF_TEST_FAILED");

    [Fact]
    public void The_codes_of_a_token_that_has_too_much_to_do_are_these() =>
        Enum.GetValues<CKR>().Where(code => code != CKR.CKR_OK && FailureOf(code) == KeyProviderFailure.Throttled).Should().BeEquivalentTo(
            [CKR.CKR_SESSION_COUNT, CKR.CKR_HOST_MEMORY, CKR.CKR_DEVICE_MEMORY, CKR.CKR_EXCEEDED_MAX_ITERATIONS]);

    private static KeyProviderFailure FailureOf(CKR code) => CkrFailures.ToException(new Pkcs11Exception("C_Sign", code)).Failure;
}
