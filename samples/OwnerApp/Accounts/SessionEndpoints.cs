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
        app.MapGet("/api/session", async (ClaimsPrincipal user, IOptions<OwnerAppOptions> options, Owners owners, CancellationToken cancellationToken) =>
            user.Identity?.IsAuthenticated == true ? Results.Ok(await ViewAsync(Session.Of(user), options.Value, owners, cancellationToken)) : Results.NoContent());
        app.MapDelete("/api/session", async (ClaimsPrincipal user, HttpContext context, Sessions sessions) =>
        {
            if (user.Identity?.IsAuthenticated == true)
            {
                await sessions.EndAsync(Session.Of(user).Id);
            }

            await context.SignOutAsync();
            return TypedResults.NoContent();
        });
    }

    private static async Task<Results<Ok<SessionView>, UnauthorizedHttpResult>> SignInAsync(
        SignIn typed, HttpContext context, IOptions<OwnerAppOptions> options, Owners owners, Sessions sessions, CancellationToken cancellationToken)
    {
        if (options.Value.Accounts.Find(account => account.Name == typed.Name) is not { } account || typed.Password is not { } password || !IsSame(account.Password, password))
        {
            return TypedResults.Unauthorized();
        }

        var view = await ViewAsync(new Session("", account.Name, account.Role, account.IsOperator), options.Value, owners, cancellationToken);
        var earlier = context.User.Identity?.IsAuthenticated == true ? Session.Of(context.User).Id : null;
        var session = new Session(await sessions.BeginAsync(earlier), account.Name, account.Role, account.IsOperator);
        await context.SignInAsync(session.ToPrincipal());
        return TypedResults.Ok(view);
    }

    private static async Task<SessionView> ViewAsync(Session session, OwnerAppOptions options, Owners owners, CancellationToken cancellationToken) => new(
        session.Name,
        session.IsOperator,
        [.. (await owners.BrandsOfAsync(session.Role, cancellationToken)).Where(options.Brands.ContainsKey).Select(id => new BrandView(id, options.Brands[id].Name, options.Brands[id].Currency))]);

    // In a time that tells nothing of how much was right.
    private static bool IsSame(string expected, string typed) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(typed)));
}
