using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace OwnerApp.Accounts;

/// <summary>Who is signed in.</summary>
/// <param name="Id">The session's id among <see cref="Sessions"/>.</param>
/// <param name="Name">The account's name.</param>
/// <param name="Role">The role that its questions are asked with.</param>
/// <param name="IsOperator">Whether the operator's page is theirs.</param>
internal sealed record Session(string Id, string Name, string Role, bool IsOperator)
{
    /// <summary>The policy of the operator's page.</summary>
    public const string Operator = "operator";

    /// <summary>What the cookie holds: no brands, which may be others by the next request.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Sid, Id),
            new Claim(ClaimTypes.Name, Name),
            new Claim(ClaimTypes.Role, Role),
            .. IsOperator ? [new Claim(Operator, "")] : Array.Empty<Claim>(),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Out of the cookie.</summary>
    public static Session Of(ClaimsPrincipal principal) => new(
        principal.FindFirstValue(ClaimTypes.Sid)!,
        principal.FindFirstValue(ClaimTypes.Name)!,
        principal.FindFirstValue(ClaimTypes.Role)!,
        principal.HasClaim(claim => claim.Type == Operator));
}
