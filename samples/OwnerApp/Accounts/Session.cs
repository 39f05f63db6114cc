using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace OwnerApp.Accounts;

/// <summary>Who is signed in.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="Role">The role that its questions are asked with.</param>
/// <param name="Brands">The brands that it sees.</param>
/// <param name="IsOperator">Whether the operator's page is theirs.</param>
internal sealed record Session(string Name, string Role, IReadOnlyList<string> Brands, bool IsOperator)
{
    /// <summary>The policy of the operator's page.</summary>
    public const string Operator = "operator";

    private const string Brand = "brand";

    /// <summary>What the cookie holds.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, Name),
            new Claim(ClaimTypes.Role, Role),
            .. Brands.Select(brand => new Claim(Brand, brand)),
            .. IsOperator ? [new Claim(Operator, "")] : Array.Empty<Claim>(),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Out of the cookie.</summary>
    public static Session Of(ClaimsPrincipal principal) => new(
        principal.FindFirstValue(ClaimTypes.Name)!,
        principal.FindFirstValue(ClaimTypes.Role)!,
        [.. principal.FindAll(Brand).Select(claim => claim.Value)],
        principal.HasClaim(claim => claim.Type == Operator));
}
