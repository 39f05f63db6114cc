using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace OwnerApp.Accounts;

/// <summary>Signing in and out.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/session", SignInAsync);
        // Nobody being signed in is no error, least of all in a browser's console.
        app.MapGet("/api/session", (ClaimsPrincipal user, IOptions<OwnerAppOptions> options) =>
            user.Identity?.IsAuthenticated == true ? Results.Ok(View(Session.Of(user), options.Value)) : Results.NoContent());
        app.MapDelete("/api/session", async (HttpContext context) =>
        {
            await context.SignOutAsync();
            return TypedResults.NoContent();
        });
    }

    private static async Task<Results<Ok<SessionView>, UnauthorizedHttpResult>> SignInAsync(
        SignIn typed, HttpContext context, IOptions<OwnerAppOptions> options, Owners owners, CancellationToken cancellationToken)
    {
        if (options.Value.Accounts.Find(account => account.Name == typed.Name) is not { } account || !IsSame(account.Password, typed.Password))
        {
            return TypedResults.Unauthorized();
        }

        var session = new Session(account.Name, account.Role, await owners.BrandsOfAsync(account.Role, cancellationToken), account.IsOperator);
        await context.SignInAsync(session.ToPrincipal());
        return TypedResults.Ok(View(session, options.Value));
    }

    private static SessionView View(Session session, OwnerAppOptions options) => new(
        session.Name,
        session.IsOperator,
        [.. session.Brands.Where(options.Brands.ContainsKey).Select(id => new BrandView(id, options.Brands[id].Name, options.Brands[id].Currency))]);

    // In a time that tells nothing of how much was right.
    private static bool IsSame(string expected, string typed) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(typed)));
}
