/** Replaced by `bin/openapi.ts`, which generates it from the API's own description. */
type Json<Body> = { content: { 'application/json': Body } };
type Failure = Json<{ error: { code: string; message: string; fields?: Record<string, string> } }>;
type Nothing = { content?: never };
type Call<Parameters, Body, Answers> = { parameters: Parameters; requestBody?: Body; responses: Answers & { 400: Failure } };
type NoParameters = { query?: never; header?: never; path?: never; cookie?: never };
type TokenPath = { query?: never; header?: never; path: { token: string }; cookie?: never };

interface SessionBody {
  user: {
    id: string;
    name: string;
    email: string;
    role: 'owner' | 'manager';
    language: string;
    photoUrl: string | null;
  };
  company: { id: string; name: string; timeZone: string; language: string; country: string };
  supportEmail?: string | null;
}

export interface paths {
  '/api/session': {
    get: Call<NoParameters, never, { 200: Json<SessionBody> }>;
    delete: Call<NoParameters, never, { 204: Nothing }>;
  };
  '/api/account': {
    patch: Call<NoParameters, Json<{ language?: string }>, { 200: Json<Record<string, unknown>> }>;
  };
  '/api/auth/sign-in': {
    post: Call<NoParameters, Json<{ email: string; password: string }>, { 200: Json<Record<string, unknown>> }>;
  };
  '/api/auth/password-reset-requests': {
    post: Call<NoParameters, Json<{ email: string }>, { 202: Nothing }>;
  };
  '/api/auth/password-resets': {
    post: Call<NoParameters, Json<{ token: string; password: string }>, { 204: Nothing }>;
  };
  '/api/auth/invitations/{token}': {
    get: Call<TokenPath, never, { 200: Json<{ email: string; name: string; company: string }> }>;
    post: Call<TokenPath, Json<{ name: string; password: string }>, { 200: Json<Record<string, unknown>> }>;
  };
  '/api/setup': {
    get: Call<NoParameters, never, { 200: Json<{ needed: boolean }> }>;
    post: Call<
      NoParameters,
      Json<{
        token: string;
        companyName: string;
        country: string;
        timeZone: string;
        language: string;
        ownerName: string;
        email: string;
        password: string;
      }>,
      { 200: Json<Record<string, unknown>> }
    >;
  };
}
