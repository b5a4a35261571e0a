// Generated from openapi.json by bin/openapi.ts. Do not edit.
export interface paths {
    "/api/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link to a new password; the answer is the same whoever has an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password by such a link; ends all sessions and signs in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the first company is still to be made */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            needed: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make the first company and its owner */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        companyName: string;
                        country: string;
                        timeZone: string;
                        /** @enum {string} */
                        language: "en" | "es";
                        ownerName: string;
                        /** Format: email */
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose invitation this is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            name: string;
                            company: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Accept an invitation */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: {
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                role: "owner" | "manager";
                                language: string;
                                timeZone: string | null;
                                away: boolean;
                                photoUrl: string | null;
                            };
                            company: {
                                id: number;
                                name: string;
                                country: string;
                                language: string;
                                timeZone: string;
                            };
                            supportEmail: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            device: string | null;
                            ipAddress: string | null;
                            lastSeenAt: string;
                            createdAt: string;
                            current: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out elsewhere */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sessionId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, language, time zone, whether one is away, or with the password the e-mail address */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @enum {string} */
                        language?: "en" | "es";
                        timeZone?: string | null;
                        /** Format: email */
                        email?: string;
                        away?: boolean;
                        password?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the password; ends other sessions */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current: string;
                        new: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            country: string;
                            language: string;
                            timeZone: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the company’s settings */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        country?: string;
                        /** @enum {string} */
                        language?: "en" | "es";
                        timeZone?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            country: string;
                            language: string;
                            timeZone: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody with an account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "owner" | "manager";
                            weeklyStatistics: boolean;
                            /** @enum {string} */
                            status: "active" | "invited" | "deactivated";
                            away: boolean;
                            photoUrl: string | null;
                            lastSeenAt: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New manager account; an e-mail invites them */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete the account */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Whether they get the weekly statistics; whether they are away and get no candidates by turns */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        weeklyStatistics?: boolean;
                        away?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/team/{userId}/deactivation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Deactivate; ends their sessions at once */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Reactivate */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/{userId}/ownership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transfer the ownership; the caller becomes a manager */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/{userId}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the invitation again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of the public API */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            key: string;
                            requestsPerMinute: number | null;
                            createdAt: string;
                            lastUsedAt: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** New key; the secret is shown this once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        requestsPerMinute?: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            key: string;
                            secret: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{apiKeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    apiKeyId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The campaigns you reach, with the counts of their folders */
        get: {
            parameters: {
                query?: {
                    archived?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** New campaign */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        country: string;
                        /** @enum {string} */
                        language: "en" | "es";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                            interview: {
                                version: number;
                                definition: unknown;
                                warning: string | null;
                                audioUrls: {
                                    [key: string]: string;
                                };
                            };
                            templates: {
                                /** @enum {string} */
                                event: "invitation" | "completion" | "shortlisted" | "rejected";
                                /** @enum {string} */
                                channel: "sms" | "email";
                                enabled: boolean;
                                subject: string;
                                body: string;
                                /** @default null */
                                document: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            members: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign with its interview, texts and members */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                            interview: {
                                version: number;
                                definition: unknown;
                                warning: string | null;
                                audioUrls: {
                                    [key: string]: string;
                                };
                            };
                            templates: {
                                /** @enum {string} */
                                event: "invitation" | "completion" | "shortlisted" | "rejected";
                                /** @enum {string} */
                                channel: "sms" | "email";
                                enabled: boolean;
                                subject: string;
                                body: string;
                                /** @default null */
                                document: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            members: string[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete the campaign and its applications */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Change title, country or language */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title?: string;
                        country?: string;
                        /** @enum {string} */
                        language?: "en" | "es";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                            interview: {
                                version: number;
                                definition: unknown;
                                warning: string | null;
                                audioUrls: {
                                    [key: string]: string;
                                };
                            };
                            templates: {
                                /** @enum {string} */
                                event: "invitation" | "completion" | "shortlisted" | "rejected";
                                /** @enum {string} */
                                channel: "sms" | "email";
                                enabled: boolean;
                                subject: string;
                                body: string;
                                /** @default null */
                                document: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            members: string[];
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/campaigns/{campaignId}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A copy without candidates */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                            interview: {
                                version: number;
                                definition: unknown;
                                warning: string | null;
                                audioUrls: {
                                    [key: string]: string;
                                };
                            };
                            templates: {
                                /** @enum {string} */
                                event: "invitation" | "completion" | "shortlisted" | "rejected";
                                /** @enum {string} */
                                channel: "sms" | "email";
                                enabled: boolean;
                                subject: string;
                                body: string;
                                /** @default null */
                                document: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            members: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the campaign away */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Take the campaign back into use */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would be lost with the campaign */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            applications: number;
                            imports: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/interview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save the interview as a new version */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        definition: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                            interview: {
                                version: number;
                                definition: unknown;
                                warning: string | null;
                                audioUrls: {
                                    [key: string]: string;
                                };
                            };
                            templates: {
                                /** @enum {string} */
                                event: "invitation" | "completion" | "shortlisted" | "rejected";
                                /** @enum {string} */
                                channel: "sms" | "email";
                                enabled: boolean;
                                subject: string;
                                body: string;
                                /** @default null */
                                document: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            members: string[];
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save texts that go out by themselves */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        templates: {
                            /** @enum {string} */
                            event: "invitation" | "completion" | "shortlisted" | "rejected";
                            /** @enum {string} */
                            channel: "sms" | "email";
                            enabled: boolean;
                            subject: string;
                            body: string;
                            /** @default null */
                            document?: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            country: string;
                            language: string;
                            archivedAt: string | null;
                            createdAt: string;
                            createdBy: {
                                id: string;
                                name: string;
                            } | null;
                            counts: {
                                inbox: number;
                                completed: number;
                                shortlisted: number;
                            };
                            marks: {
                                autoCall: boolean;
                                chatbot: boolean;
                                inquiry: boolean;
                            };
                            can: {
                                edit: boolean;
                                delete: boolean;
                            };
                            interview: {
                                version: number;
                                definition: unknown;
                                warning: string | null;
                                audioUrls: {
                                    [key: string]: string;
                                };
                            };
                            templates: {
                                /** @enum {string} */
                                event: "invitation" | "completion" | "shortlisted" | "rejected";
                                /** @enum {string} */
                                channel: "sms" | "email";
                                enabled: boolean;
                                subject: string;
                                body: string;
                                /** @default null */
                                document: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            members: string[];
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/templates/predefined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts that a new campaign in this language begins with */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            event: "invitation" | "completion" | "shortlisted" | "rejected";
                            /** @enum {string} */
                            channel: "sms" | "email";
                            enabled: boolean;
                            subject: string;
                            body: string;
                            /** @default null */
                            document: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A text with its tokens filled in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "sms" | "email";
                        /** @default  */
                        subject?: string;
                        body: string;
                        /** @default null */
                        document?: {
                            [key: string]: unknown;
                        } | null;
                        applicationId?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            subject: string;
                            text: string;
                            html: string | null;
                            source: string | null;
                            size: number | null;
                            clipsAt: number;
                            emptyTokens: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The team, who has this campaign, and among whom its new candidates go round */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "owner" | "manager";
                            member: boolean;
                            reaches: boolean;
                            turn: number | null;
                            away: boolean;
                            deactivated: boolean;
                        }[];
                    };
                };
            };
        };
        /** Set who has this campaign, and among whom its new candidates go round */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        userIds: string[];
                        turns?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "owner" | "manager";
                            member: boolean;
                            reaches: boolean;
                            turn: number | null;
                            away: boolean;
                            deactivated: boolean;
                        }[];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/templates/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mail as it stands in the editor to yourself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default  */
                        subject?: string;
                        body: string;
                        /** @default null */
                        document?: {
                            [key: string]: unknown;
                        } | null;
                        applicationId?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            to: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails to begin others with */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            subject: string;
                            body: string;
                            /** @default null */
                            document: {
                                [key: string]: unknown;
                            } | null;
                            id: number;
                            name: string;
                            createdBy: string | null;
                            updatedAt: string;
                            can: {
                                change: boolean;
                            };
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Keep a mail to begin others with */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        subject: string;
                        body: string;
                        /** @default null */
                        document?: {
                            [key: string]: unknown;
                        } | null;
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-templates/{letterId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    letterId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Rename it */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    letterId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/campaigns/{campaignId}/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the campaign is offered, and its links */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            mode: "disabled" | "job" | "inquiry";
                            title: string;
                            subtitle: string;
                            description: string;
                            keyword: string | null;
                            links: {
                                messenger: string | null;
                                whatsapp: string | null;
                                sms: {
                                    number: string | null;
                                } | null;
                                page: string;
                            };
                            payload: string;
                        };
                    };
                };
            };
        };
        /** Offer the campaign otherwise, or not at all */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        mode: "disabled" | "job" | "inquiry";
                        title: string;
                        subtitle: string;
                        description: string;
                        keyword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            mode: "disabled" | "job" | "inquiry";
                            title: string;
                            subtitle: string;
                            description: string;
                            keyword: string | null;
                            links: {
                                messenger: string | null;
                                whatsapp: string | null;
                                sms: {
                                    number: string | null;
                                } | null;
                                page: string;
                            };
                            payload: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/widget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The web chat for careers sites */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sites: string[];
                            snippet: string;
                            url: string;
                        };
                    };
                };
            };
        };
        /** Say on which sites it may stand */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sites: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sites: string[];
                            snippet: string;
                            url: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/whatsapp-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which WhatsApp templates go out at which event */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            event: "invitation" | "completion" | "shortlisted" | "rejected";
                            templateId: number;
                            parameters: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
        };
        /** Set which WhatsApp templates go out */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        events: {
                            /** @enum {string} */
                            event: "invitation" | "completion" | "shortlisted" | "rejected";
                            templateId: number;
                            parameters: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            event: "invitation" | "completion" | "shortlisted" | "rejected";
                            templateId: number;
                            parameters: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of applications */
        get: {
            parameters: {
                query?: {
                    campaign?: number[];
                    folder?: string[];
                    label?: number;
                    mine?: string;
                    filter?: string;
                    q?: string;
                    in?: "people" | "texts";
                    sort?: "added" | "active";
                    order?: "asc" | "desc";
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: number;
                                candidateId: number;
                                firstName: string;
                                lastName: string;
                                email: string | null;
                                phone: string | null;
                                campaignId: number | null;
                                campaignTitle: string | null;
                                folder: string;
                                reason: {
                                    id: number;
                                    name: string;
                                } | null;
                                labels: {
                                    id: number;
                                    name: string;
                                    automatic: string | null;
                                    color: string | null;
                                }[];
                                source: string;
                                assignee: {
                                    id: string;
                                    name: string;
                                    former: boolean;
                                } | null;
                                unread: boolean;
                                lastMessage: {
                                    text: string;
                                    /** @enum {string} */
                                    direction: "in" | "out";
                                    at: string;
                                } | null;
                                excerpt: {
                                    /** @enum {string} */
                                    kind: "message" | "answer" | "transcript" | "comment";
                                    pieces: {
                                        text: string;
                                        hit: boolean;
                                    }[];
                                    at: string;
                                } | null;
                                addedAt: string;
                                completedAt: string | null;
                                lastActivityAt: string;
                            }[];
                            nextCursor: string | null;
                            similar: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/folder-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many are in each folder and campaign */
        get: {
            parameters: {
                query?: {
                    campaign?: number[];
                    folder?: string[];
                    label?: number;
                    mine?: string;
                    filter?: string;
                    q?: string;
                    in?: "people" | "texts";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            folders: {
                                key: string;
                                name: string | null;
                                color: string | null;
                                count: number;
                            }[];
                            campaigns: {
                                id: number | null;
                                count: number;
                            }[];
                            total: number;
                            mine: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/filter-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values that a filter may be given */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sources: string[];
                            details: string[];
                            colleagues: {
                                id: string;
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The profile */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            candidateId: number;
                            firstName: string;
                            lastName: string;
                            email: string | null;
                            phone: string | null;
                            campaignId: number | null;
                            campaignTitle: string | null;
                            folder: string;
                            reason: {
                                id: number;
                                name: string;
                            } | null;
                            labels: {
                                id: number;
                                name: string;
                                automatic: string | null;
                                color: string | null;
                            }[];
                            source: string;
                            assignee: {
                                id: string;
                                name: string;
                                former: boolean;
                            } | null;
                            unread: boolean;
                            lastMessage: {
                                text: string;
                                /** @enum {string} */
                                direction: "in" | "out";
                                at: string;
                            } | null;
                            excerpt: {
                                /** @enum {string} */
                                kind: "message" | "answer" | "transcript" | "comment";
                                pieces: {
                                    text: string;
                                    hit: boolean;
                                }[];
                                at: string;
                            } | null;
                            addedAt: string;
                            completedAt: string | null;
                            lastActivityAt: string;
                            unconfirmedEmail: string | null;
                            photoUrl: string | null;
                            resume: {
                                name: string;
                                url: string;
                                downloadUrl: string;
                                /** @enum {string} */
                                shows: "pdf" | "text" | "image" | "none";
                            } | null;
                            others: {
                                [key: string]: unknown;
                            };
                            attributes: {
                                id: number;
                                key: string;
                                name: string;
                                /** @enum {string} */
                                type: "text" | "number" | "date" | "choice";
                                choices: string[];
                                archived: boolean;
                                value: string | null;
                                fits: boolean;
                            }[];
                            bot: {
                                /** @enum {string} */
                                state: "not-started" | "running" | "stopped" | "completed";
                                stoppedBy: string | null;
                            };
                            chatLink: string | null;
                            accessCode: string;
                            interview: {
                                answered: number;
                                total: number;
                            } | null;
                            actions: {
                                [key: string]: {
                                    possible: boolean;
                                    reason?: string;
                                };
                            };
                            otherApplications: {
                                id: number;
                                campaignTitle: string | null;
                                folder: string;
                                addedAt: string;
                            }[];
                            merges: {
                                id: number;
                                name: string;
                                email: string | null;
                                phone: string | null;
                                at: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete an application for good; what was said with the person stays */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Correct name, e-mail, phone or source */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        firstName?: string;
                        lastName?: string;
                        email?: string;
                        phone?: string;
                        source?: string;
                        seen?: {
                            firstName?: string;
                            lastName?: string;
                            email?: string;
                            phone?: string;
                            source?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            candidateId: number;
                            firstName: string;
                            lastName: string;
                            email: string | null;
                            phone: string | null;
                            campaignId: number | null;
                            campaignTitle: string | null;
                            folder: string;
                            reason: {
                                id: number;
                                name: string;
                            } | null;
                            labels: {
                                id: number;
                                name: string;
                                automatic: string | null;
                                color: string | null;
                            }[];
                            source: string;
                            assignee: {
                                id: string;
                                name: string;
                                former: boolean;
                            } | null;
                            unread: boolean;
                            lastMessage: {
                                text: string;
                                /** @enum {string} */
                                direction: "in" | "out";
                                at: string;
                            } | null;
                            excerpt: {
                                /** @enum {string} */
                                kind: "message" | "answer" | "transcript" | "comment";
                                pieces: {
                                    text: string;
                                    hit: boolean;
                                }[];
                                at: string;
                            } | null;
                            addedAt: string;
                            completedAt: string | null;
                            lastActivityAt: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/applications/{applicationId}/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Questions and answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            questionId: string;
                            question: string;
                            type: string;
                            position: number;
                            answer: {
                                kind: string;
                                text: string | null;
                                number: number | null;
                                choiceLabel: string | null;
                                audioUrl: string | null;
                                contentType: string | null;
                                durationMs: number | null;
                                transcript: string | null;
                                answeredAt: string;
                            } | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/folder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Move to a folder */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        folder: string;
                        from?: string;
                        reasonId?: number;
                        notify?: {
                            sms?: {
                                body: string;
                            };
                            email?: {
                                subject: string;
                                body: string;
                            };
                            webchat?: {
                                body: string;
                            };
                            messenger?: {
                                body: string;
                            };
                            wechat?: {
                                body: string;
                            };
                            whatsapp?: {
                                body?: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            candidateId: number;
                            firstName: string;
                            lastName: string;
                            email: string | null;
                            phone: string | null;
                            campaignId: number | null;
                            campaignTitle: string | null;
                            folder: string;
                            reason: {
                                id: number;
                                name: string;
                            } | null;
                            labels: {
                                id: number;
                                name: string;
                                automatic: string | null;
                                color: string | null;
                            }[];
                            source: string;
                            assignee: {
                                id: string;
                                name: string;
                                former: boolean;
                            } | null;
                            unread: boolean;
                            lastMessage: {
                                text: string;
                                /** @enum {string} */
                                direction: "in" | "out";
                                at: string;
                            } | null;
                            excerpt: {
                                /** @enum {string} */
                                kind: "message" | "answer" | "transcript" | "comment";
                                pieces: {
                                    text: string;
                                    hit: boolean;
                                }[];
                                at: string;
                            } | null;
                            addedAt: string;
                            completedAt: string | null;
                            lastActivityAt: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/notification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would be sent to the candidate at a shortlisting or rejection */
        get: {
            parameters: {
                query: {
                    event: "shortlisted" | "rejected";
                };
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            enabled: boolean;
                            channels: {
                                /** @enum {string} */
                                channel: "sms" | "email" | "webchat" | "messenger" | "whatsapp" | "wechat";
                                enabled: boolean;
                                subject: string | null;
                                body: string;
                                html: string | null;
                                possible: boolean;
                                reason: string | null;
                                emptyTokens: string[];
                                fixed: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark as read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company’s labels */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            automatic: string | null;
                            color: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Make a label */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            automatic: string | null;
                            color: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/label-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many candidates carry each label */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            count: number;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels/{labelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a label, and take it off everybody */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    labelId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Rename or recolour a label */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    labelId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @enum {string} */
                        color?: "blue" | "violet" | "green" | "amber" | "red" | "pink" | "slate" | "clay" | "petrol";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/applications/{applicationId}/labels/{labelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a label on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                    labelId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Take a label off */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                    labelId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The folders, in their order */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            key: string;
                            name: string | null;
                            color: string | null;
                            campaignIds: number[] | null;
                            count: number;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Make a folder */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        color: "blue" | "violet" | "green" | "amber" | "red" | "pink" | "slate" | "clay" | "petrol";
                        /** @default null */
                        campaignIds?: number[] | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            key: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/folder-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put one’s own folders into another order */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        keys: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/folders/{folderKey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a folder of one’s own that holds nobody */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    folderKey: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a folder of one’s own */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    folderKey: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @enum {string} */
                        color?: "blue" | "violet" | "green" | "amber" | "red" | "pink" | "slate" | "clay" | "petrol";
                        campaignIds?: number[] | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/move-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reasons for shortlisting and rejecting */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            reasons: {
                                id: number;
                                /** @enum {string} */
                                folder: "shortlisted" | "rejected";
                                name: string;
                                archived: boolean;
                            }[];
                            required: {
                                shortlisted: boolean;
                                rejected: boolean;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a reason */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        folder: "shortlisted" | "rejected";
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/move-reasons/{reasonId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename, archive or restore a reason */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reasonId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        archived?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/move-reason-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the reasons of a folder into another order */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        folder: "shortlisted" | "rejected";
                        ids: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/move-reason-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say which moves need a reason */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        shortlisted: boolean;
                        rejected: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/move-reason-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often each reason was given, and for how many it holds now */
        get: {
            parameters: {
                query?: {
                    campaign?: number;
                    from?: string;
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            folder: "shortlisted" | "rejected";
                            name: string;
                            archived: boolean;
                            given: number;
                            now: number;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company’s attributes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            key: string;
                            name: string;
                            /** @enum {string} */
                            type: "text" | "number" | "date" | "choice";
                            choices: string[];
                            archived: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Add an attribute */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        key?: string;
                        /** @enum {string} */
                        type: "text" | "number" | "date" | "choice";
                        /** @default [] */
                        choices?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attributes/{attributeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change, archive or restore an attribute */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    attributeId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @enum {string} */
                        type?: "text" | "number" | "date" | "choice";
                        choices?: string[];
                        archived?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/attribute-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the attributes into another order */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/attributes/{attributeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what an application has of an attribute */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                    attributeId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        value: string | null;
                        seen?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            key: string;
                            name: string;
                            /** @enum {string} */
                            type: "text" | "number" | "date" | "choice";
                            choices: string[];
                            archived: boolean;
                            value: string | null;
                            fits: boolean;
                        }[];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Correct a detail of an application that is no attribute */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        key: string;
                        value: string | null;
                        seen?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company’s saved views and one’s own */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            shared: boolean;
                            search: {
                                campaign?: number[];
                                folder?: string[];
                                label?: number;
                                /** @enum {boolean} */
                                mine?: true;
                                filter?: string;
                                q?: string;
                                /** @enum {string} */
                                in?: "people" | "texts";
                                /** @enum {string} */
                                sort?: "added" | "active";
                                /** @enum {string} */
                                order?: "asc" | "desc";
                            };
                            createdBy: string | null;
                            canEdit: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Save a view */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @default false */
                        shared?: boolean;
                        search: {
                            campaign?: number[];
                            folder?: string[];
                            label?: number;
                            /** @enum {boolean} */
                            mine?: true;
                            filter?: string;
                            q?: string;
                            /** @enum {string} */
                            in?: "people" | "texts";
                            /** @enum {string} */
                            sort?: "added" | "active";
                            /** @enum {string} */
                            order?: "asc" | "desc";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            shared: boolean;
                            search: {
                                campaign?: number[];
                                folder?: string[];
                                label?: number;
                                /** @enum {boolean} */
                                mine?: true;
                                filter?: string;
                                q?: string;
                                /** @enum {string} */
                                in?: "people" | "texts";
                                /** @enum {string} */
                                sort?: "added" | "active";
                                /** @enum {string} */
                                order?: "asc" | "desc";
                            };
                            createdBy: string | null;
                            canEdit: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved-views/{savedViewId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a saved view */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    savedViewId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a saved view */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    savedViewId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        shared?: boolean;
                        search?: {
                            campaign?: number[];
                            folder?: string[];
                            label?: number;
                            /** @enum {boolean} */
                            mine?: true;
                            filter?: string;
                            q?: string;
                            /** @enum {string} */
                            in?: "people" | "texts";
                            /** @enum {string} */
                            sort?: "added" | "active";
                            /** @enum {string} */
                            order?: "asc" | "desc";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            shared: boolean;
                            search: {
                                campaign?: number[];
                                folder?: string[];
                                label?: number;
                                /** @enum {boolean} */
                                mine?: true;
                                filter?: string;
                                q?: string;
                                /** @enum {string} */
                                in?: "people" | "texts";
                                /** @enum {string} */
                                sort?: "added" | "active";
                                /** @enum {string} */
                                order?: "asc" | "desc";
                            };
                            createdBy: string | null;
                            canEdit: boolean;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/applications/{applicationId}/assignees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The team, and who can be given it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            photoUrl: string | null;
                            away: boolean;
                            possible: boolean;
                            reason: "no_access" | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give it to somebody who has access to its campaign */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            candidateId: number;
                            firstName: string;
                            lastName: string;
                            email: string | null;
                            phone: string | null;
                            campaignId: number | null;
                            campaignTitle: string | null;
                            folder: string;
                            reason: {
                                id: number;
                                name: string;
                            } | null;
                            labels: {
                                id: number;
                                name: string;
                                automatic: string | null;
                                color: string | null;
                            }[];
                            source: string;
                            assignee: {
                                id: string;
                                name: string;
                                former: boolean;
                            } | null;
                            unread: boolean;
                            lastMessage: {
                                text: string;
                                /** @enum {string} */
                                direction: "in" | "out";
                                at: string;
                            } | null;
                            excerpt: {
                                /** @enum {string} */
                                kind: "message" | "answer" | "transcript" | "comment";
                                pieces: {
                                    text: string;
                                    hit: boolean;
                                }[];
                                at: string;
                            } | null;
                            addedAt: string;
                            completedAt: string | null;
                            lastActivityAt: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Give it to nobody */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            candidateId: number;
                            firstName: string;
                            lastName: string;
                            email: string | null;
                            phone: string | null;
                            campaignId: number | null;
                            campaignTitle: string | null;
                            folder: string;
                            reason: {
                                id: number;
                                name: string;
                            } | null;
                            labels: {
                                id: number;
                                name: string;
                                automatic: string | null;
                                color: string | null;
                            }[];
                            source: string;
                            assignee: {
                                id: string;
                                name: string;
                                former: boolean;
                            } | null;
                            unread: boolean;
                            lastMessage: {
                                text: string;
                                /** @enum {string} */
                                direction: "in" | "out";
                                at: string;
                            } | null;
                            excerpt: {
                                /** @enum {string} */
                                kind: "message" | "answer" | "transcript" | "comment";
                                pieces: {
                                    text: string;
                                    hit: boolean;
                                }[];
                                at: string;
                            } | null;
                            addedAt: string;
                            completedAt: string | null;
                            lastActivityAt: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/viewing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say, each few seconds, that you look at it; answers who else does */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            photoUrl: string | null;
                        }[];
                    };
                };
            };
        };
        post?: never;
        /** Say that you look at it no more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own bulk actions of the last day */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "prepared" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            action: {
                                /** @enum {string} */
                                kind: "folder" | "label" | "assign" | "invitation" | "message" | "pin" | "bot" | "campaign" | "delete" | "undo";
                                folder?: string;
                                notify?: boolean;
                                reasonId?: number;
                                labelId?: number;
                                on?: boolean;
                                userId?: string | null;
                                channel?: string;
                                campaignId?: number;
                                /** @enum {string} */
                                of?: "folder" | "label";
                            } | null;
                            total: number;
                            counts: {
                                done: number;
                                skipped: number;
                                failed: number;
                            };
                            /** @enum {string} */
                            undo: "possible" | "impossible" | "undone";
                            createdAt: string;
                            finishedAt: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Hold fast who is selected, and how many they are; nothing is done yet */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: number[];
                    } | {
                        query: {
                            campaign?: number[];
                            folder?: string[];
                            label?: number;
                            mine?: string;
                            filter?: string;
                            q?: string;
                            /**
                             * @default people
                             * @enum {string}
                             */
                            in?: "people" | "texts";
                        };
                        /** @default [] */
                        except?: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "prepared" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            action: {
                                /** @enum {string} */
                                kind: "folder" | "label" | "assign" | "invitation" | "message" | "pin" | "bot" | "campaign" | "delete" | "undo";
                                folder?: string;
                                notify?: boolean;
                                reasonId?: number;
                                labelId?: number;
                                on?: boolean;
                                userId?: string | null;
                                channel?: string;
                                campaignId?: number;
                                /** @enum {string} */
                                of?: "folder" | "label";
                            } | null;
                            total: number;
                            counts: {
                                done: number;
                                skipped: number;
                                failed: number;
                            };
                            /** @enum {string} */
                            undo: "possible" | "impossible" | "undone";
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-actions/{bulkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk action is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bulkId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "prepared" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            action: {
                                /** @enum {string} */
                                kind: "folder" | "label" | "assign" | "invitation" | "message" | "pin" | "bot" | "campaign" | "delete" | "undo";
                                folder?: string;
                                notify?: boolean;
                                reasonId?: number;
                                labelId?: number;
                                on?: boolean;
                                userId?: string | null;
                                channel?: string;
                                campaignId?: number;
                                /** @enum {string} */
                                of?: "folder" | "label";
                            } | null;
                            total: number;
                            counts: {
                                done: number;
                                skipped: number;
                                failed: number;
                            };
                            /** @enum {string} */
                            undo: "possible" | "impossible" | "undone";
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-actions/{bulkId}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do it to all who were held fast */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bulkId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        action: {
                            /** @enum {string} */
                            kind: "folder";
                            folder: string;
                            /** @default false */
                            notify?: boolean;
                            reasonId?: number;
                        } | {
                            /** @enum {string} */
                            kind: "label";
                            labelId: number;
                            on: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "assign";
                            userId: string | null;
                        } | {
                            /** @enum {string} */
                            kind: "invitation";
                        } | {
                            /** @enum {string} */
                            kind: "message";
                            /** @enum {string} */
                            channel: "auto" | "webchat" | "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                            body: string;
                            subject?: string;
                            /** @default false */
                            allowEmptyTokens?: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "pin";
                        } | {
                            /** @enum {string} */
                            kind: "bot";
                            on: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "campaign";
                            campaignId: number;
                        } | {
                            /** @enum {string} */
                            kind: "delete";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "prepared" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            action: {
                                /** @enum {string} */
                                kind: "folder" | "label" | "assign" | "invitation" | "message" | "pin" | "bot" | "campaign" | "delete" | "undo";
                                folder?: string;
                                notify?: boolean;
                                reasonId?: number;
                                labelId?: number;
                                on?: boolean;
                                userId?: string | null;
                                channel?: string;
                                campaignId?: number;
                                /** @enum {string} */
                                of?: "folder" | "label";
                            } | null;
                            total: number;
                            counts: {
                                done: number;
                                skipped: number;
                                failed: number;
                            };
                            /** @enum {string} */
                            undo: "possible" | "impossible" | "undone";
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-actions/{bulkId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a bulk action where it stands */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bulkId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "prepared" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            action: {
                                /** @enum {string} */
                                kind: "folder" | "label" | "assign" | "invitation" | "message" | "pin" | "bot" | "campaign" | "delete" | "undo";
                                folder?: string;
                                notify?: boolean;
                                reasonId?: number;
                                labelId?: number;
                                on?: boolean;
                                userId?: string | null;
                                channel?: string;
                                campaignId?: number;
                                /** @enum {string} */
                                of?: "folder" | "label";
                            } | null;
                            total: number;
                            counts: {
                                done: number;
                                skipped: number;
                                failed: number;
                            };
                            /** @enum {string} */
                            undo: "possible" | "impossible" | "undone";
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-actions/{bulkId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what it has changed, where nobody changed it since */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bulkId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "prepared" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            action: {
                                /** @enum {string} */
                                kind: "folder" | "label" | "assign" | "invitation" | "message" | "pin" | "bot" | "campaign" | "delete" | "undo";
                                folder?: string;
                                notify?: boolean;
                                reasonId?: number;
                                labelId?: number;
                                on?: boolean;
                                userId?: string | null;
                                channel?: string;
                                campaignId?: number;
                                /** @enum {string} */
                                of?: "folder" | "label";
                            } | null;
                            total: number;
                            counts: {
                                done: number;
                                skipped: number;
                                failed: number;
                            };
                            /** @enum {string} */
                            undo: "possible" | "impossible" | "undone";
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk-actions/{bulkId}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each */
        get: {
            parameters: {
                query?: {
                    outcome?: "done" | "skipped" | "failed";
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path: {
                    bulkId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            reasons: {
                                /** @enum {string} */
                                outcome: "done" | "skipped" | "failed";
                                code: string;
                                reason: string;
                                count: number;
                            }[];
                            items: {
                                applicationId: number;
                                name: string | null;
                                /** @enum {string} */
                                outcome: "done" | "skipped" | "failed";
                                code: string | null;
                                reason: string | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of every change, the newest first */
        get: {
            parameters: {
                query?: {
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: string;
                                at: string;
                                kind: string;
                                actor: string;
                                by: string | null;
                                data: {
                                    [key: string]: unknown;
                                };
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/campaign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Move to another campaign; who has not begun the interview gets its invitation where that is on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        campaignId: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            invitations: number;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload a JPEG, PNG or WebP picture of up to 5 MB */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            photoUrl: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Remove the picture */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/merges/{mergedApplicationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another application’s person the same as this one’s */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                    mergedApplicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            mergeId: number;
                            candidateId: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merges/{mergeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take two merged candidates apart */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    mergeId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that is kept about a person, as a ZIP */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        /** Erase a person for good, with all applications, messages and files */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long people are kept */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rule: {
                                months: number;
                                folders: string[];
                            } | null;
                        };
                    };
                };
            };
        };
        /** Change how long people are kept; no rule is for ever */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rule: {
                            months: number;
                            folders: string[];
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rule: {
                                months: number;
                                folders: string[];
                            } | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many people a rule would erase tonight; nothing is changed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        months: number;
                        folders: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            candidates: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/conversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages, comments and events in order */
        get: {
            parameters: {
                query?: {
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: ({
                                /** @enum {string} */
                                type: "message";
                                id: number;
                                at: string;
                                applicationId: number | null;
                                /** @enum {string} */
                                direction: "in" | "out";
                                /** @enum {string} */
                                author: "candidate" | "bot" | "user" | "system";
                                user: {
                                    id: string;
                                    name: string;
                                    photoUrl: string | null;
                                } | null;
                                /** @enum {string} */
                                channel: "webchat" | "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                                purpose: string;
                                subject: string | null;
                                body: string;
                                from: string | null;
                                unconfirmed: boolean;
                                hasOriginal: boolean;
                                choices: string[];
                                attachments: {
                                    name: string;
                                    contentType: string;
                                    size: number;
                                    durationMs?: number;
                                    url: string;
                                    risky: boolean;
                                }[];
                                /** @enum {string} */
                                status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                                clientKey: string | null;
                                canRetry: boolean;
                                heldUntil: {
                                    at: string;
                                    timeZone: string | null;
                                    /** @enum {string} */
                                    reason: "hours" | "prefix_limit";
                                } | null;
                                sandbox: boolean;
                            } | {
                                /** @enum {string} */
                                type: "comment";
                                id: number;
                                at: string;
                                user: {
                                    id: string;
                                    name: string;
                                    photoUrl: string | null;
                                } | null;
                                body: string;
                            } | {
                                /** @enum {string} */
                                type: "event";
                                id: number;
                                at: string;
                                kind: string;
                                /** @enum {string} */
                                actor: "user" | "candidate" | "bot" | "system" | "api";
                                user: {
                                    id: string;
                                    name: string;
                                    photoUrl: string | null;
                                } | null;
                                data: {
                                    [key: string]: unknown;
                                };
                            })[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which channels the candidate can be written to now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            channel: "webchat" | "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                            available: boolean;
                            reason: string | null;
                            until: string | null;
                            left: number | null;
                            sandbox: boolean;
                            default: boolean;
                            last: boolean;
                            takesFiles: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tokens stand for with this candidate */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to the candidate; stops the bot */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "webchat" | "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                        body: string;
                        subject?: string;
                        clientKey: string;
                        /** @default [] */
                        files?: string[];
                        /** @default false */
                        allowEmptyTokens?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            status: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note something for colleagues; never reaches the candidate */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        body: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the campaign’s invitation again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel?: "sms" | "whatsapp" | "email";
                        /** @default false */
                        allowEmptyTokens?: boolean;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            messages: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/bot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let the bot go on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Stop the bot */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{messageId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a failed message again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    messageId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            status: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/bounce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let mail leave again for an address from which it came back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/template-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The templates that can be sent to the candidate */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            reason: string | null;
                            templates: {
                                id: number;
                                name: string;
                                language: string;
                                category: string;
                                status: string;
                                quality: ("green" | "yellow" | "red") | null;
                                parts: {
                                    header: string | null;
                                    body: string;
                                    footer: string | null;
                                    buttons: {
                                        /** @enum {string} */
                                        kind: "url" | "other";
                                        text: string;
                                        url?: string;
                                    }[];
                                    examples: {
                                        [key: string]: string;
                                    };
                                    named: boolean;
                                    unsupported: ("file" | "button") | null;
                                };
                                slots: {
                                    key: string;
                                    example: string;
                                }[];
                                sendable: boolean;
                                values: {
                                    [key: string]: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Send a template; stops the bot */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        templateId: number;
                        values: {
                            [key: string]: string;
                        };
                        clientKey: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            status: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file of up to 25 MB that is to be sent to the candidate */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            contentType: string;
                            size: number;
                            durationMs?: number;
                            url: string;
                            risky: boolean;
                            file: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quick-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company’s quick replies and one’s own */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            body: string;
                            shared: boolean;
                            canEdit: boolean;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Make a quick reply */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        body: string;
                        /** @default false */
                        shared?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            body: string;
                            shared: boolean;
                            canEdit: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quick-replies/{quickReplyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a quick reply */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    quickReplyId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a quick reply */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    quickReplyId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title?: string;
                        body?: string;
                        shared?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            title: string;
                            body: string;
                            shared: boolean;
                            canEdit: boolean;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/messages/{messageId}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mail as it was written, made harmless; a page for a frame */
        get: {
            parameters: {
                query?: {
                    images?: "shown";
                };
                header?: never;
                path: {
                    messageId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hours, cap and limits of sending */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            hoursOn: boolean;
                            hours: ({
                                from: string;
                                to: string;
                            } | null)[];
                            smsCap: number | null;
                            numberADay: number | null;
                            prefixAnHour: number | null;
                            prefixDigits: number;
                            countries: string[] | null;
                            helpTexts: {
                                en: string;
                                es: string;
                            };
                            predefinedHelp: {
                                en: string;
                                es: string;
                            };
                            ownCountries: string[];
                            timeZone: string;
                            use: {
                                used: number;
                                cap: number | null;
                                /** @enum {string} */
                                level: "fine" | "near" | "reached";
                            };
                        };
                    };
                };
            };
        };
        /** Change them */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        hoursOn: boolean;
                        hours: ({
                            from: string;
                            to: string;
                        } | null)[];
                        smsCap: number | null;
                        numberADay: number | null;
                        prefixAnHour: number | null;
                        prefixDigits: number;
                        countries: string[] | null;
                        helpTexts: {
                            en: string;
                            es: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            hoursOn: boolean;
                            hours: ({
                                from: string;
                                to: string;
                            } | null)[];
                            smsCap: number | null;
                            numberADay: number | null;
                            prefixAnHour: number | null;
                            prefixDigits: number;
                            countries: string[] | null;
                            helpTexts: {
                                en: string;
                                es: string;
                            };
                            predefinedHelp: {
                                en: string;
                                es: string;
                            };
                            ownCountries: string[];
                            timeZone: string;
                            use: {
                                used: number;
                                cap: number | null;
                                /** @enum {string} */
                                level: "fine" | "near" | "reached";
                            };
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sending/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of the month’s SMS is used */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            used: number;
                            cap: number | null;
                            /** @enum {string} */
                            level: "fine" | "near" | "reached";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{messageId}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Send a message now that waits for the company’s hours */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    messageId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversation, and where the interview stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            messages: {
                                id: number;
                                /** @enum {string} */
                                direction: "in" | "out";
                                /** @enum {string} */
                                author: "candidate" | "bot" | "user" | "system";
                                authorName: string | null;
                                body: string;
                                attachments: {
                                    name: string;
                                    contentType: string;
                                    size: number;
                                    durationMs?: number;
                                    url: string;
                                    risky: boolean;
                                }[];
                                prompt: {
                                    questionId: string;
                                    accepts: ("text" | "audio" | "choice" | "number")[];
                                    choices?: {
                                        id: string;
                                        label: string;
                                    }[];
                                    allowSkip?: boolean;
                                } | null;
                                clientKey: string | null;
                                status: string;
                                at: string;
                            }[];
                            /** @enum {string} */
                            state: "not-started" | "inquiry" | "asking" | "stopped" | "completed";
                            prompt: {
                                questionId: string;
                                accepts: ("text" | "audio" | "choice" | "number")[];
                                choices?: {
                                    id: string;
                                    label: string;
                                }[];
                                allowSkip?: boolean;
                            } | null;
                            progress: {
                                answered: number;
                                total: number;
                            } | null;
                            campaign: {
                                title: string;
                            };
                            company: {
                                name: string;
                            };
                            language: string;
                            /** @enum {string} */
                            textDirection: "ltr" | "rtl";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{token}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is new */
        get: {
            parameters: {
                query?: {
                    after?: number;
                };
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            messages: {
                                id: number;
                                /** @enum {string} */
                                direction: "in" | "out";
                                /** @enum {string} */
                                author: "candidate" | "bot" | "user" | "system";
                                authorName: string | null;
                                body: string;
                                attachments: {
                                    name: string;
                                    contentType: string;
                                    size: number;
                                    durationMs?: number;
                                    url: string;
                                    risky: boolean;
                                }[];
                                prompt: {
                                    questionId: string;
                                    accepts: ("text" | "audio" | "choice" | "number")[];
                                    choices?: {
                                        id: string;
                                        label: string;
                                    }[];
                                    allowSkip?: boolean;
                                } | null;
                                clientKey: string | null;
                                status: string;
                                at: string;
                            }[];
                            /** @enum {string} */
                            state: "not-started" | "inquiry" | "asking" | "stopped" | "completed";
                            prompt: {
                                questionId: string;
                                accepts: ("text" | "audio" | "choice" | "number")[];
                                choices?: {
                                    id: string;
                                    label: string;
                                }[];
                                allowSkip?: boolean;
                            } | null;
                            progress: {
                                answered: number;
                                total: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Send a text, a choice or a recording */
        post: {
            parameters: {
                query?: {
                    after?: number;
                };
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        clientKey: string;
                        questionId?: string;
                        text?: string;
                        choiceId?: string;
                        blob?: string;
                        file?: string;
                        /** @enum {boolean} */
                        skip?: true;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            messages: {
                                id: number;
                                /** @enum {string} */
                                direction: "in" | "out";
                                /** @enum {string} */
                                author: "candidate" | "bot" | "user" | "system";
                                authorName: string | null;
                                body: string;
                                attachments: {
                                    name: string;
                                    contentType: string;
                                    size: number;
                                    durationMs?: number;
                                    url: string;
                                    risky: boolean;
                                }[];
                                prompt: {
                                    questionId: string;
                                    accepts: ("text" | "audio" | "choice" | "number")[];
                                    choices?: {
                                        id: string;
                                        label: string;
                                    }[];
                                    allowSkip?: boolean;
                                } | null;
                                clientKey: string | null;
                                status: string;
                                at: string;
                            }[];
                            /** @enum {string} */
                            state: "not-started" | "inquiry" | "asking" | "stopped" | "completed";
                            prompt: {
                                questionId: string;
                                accepts: ("text" | "audio" | "choice" | "number")[];
                                choices?: {
                                    id: string;
                                    label: string;
                                }[];
                                allowSkip?: boolean;
                            } | null;
                            progress: {
                                answered: number;
                                total: number;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{token}/opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The page was opened; the first time begins the interview */
        post: {
            parameters: {
                query?: {
                    after?: number;
                };
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        clientKey: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            messages: {
                                id: number;
                                /** @enum {string} */
                                direction: "in" | "out";
                                /** @enum {string} */
                                author: "candidate" | "bot" | "user" | "system";
                                authorName: string | null;
                                body: string;
                                attachments: {
                                    name: string;
                                    contentType: string;
                                    size: number;
                                    durationMs?: number;
                                    url: string;
                                    risky: boolean;
                                }[];
                                prompt: {
                                    questionId: string;
                                    accepts: ("text" | "audio" | "choice" | "number")[];
                                    choices?: {
                                        id: string;
                                        label: string;
                                    }[];
                                    allowSkip?: boolean;
                                } | null;
                                clientKey: string | null;
                                status: string;
                                at: string;
                            }[];
                            /** @enum {string} */
                            state: "not-started" | "inquiry" | "asking" | "stopped" | "completed";
                            prompt: {
                                questionId: string;
                                accepts: ("text" | "audio" | "choice" | "number")[];
                                choices?: {
                                    id: string;
                                    label: string;
                                }[];
                                allowSkip?: boolean;
                            } | null;
                            progress: {
                                answered: number;
                                total: number;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{token}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything up to this message was seen */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        messageId: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{token}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file of up to 15 MB */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            file: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a mail as the candidate, or answer one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                        name?: string;
                        answers?: number;
                        subject?: string;
                        text: string;
                        /** @default [] */
                        files?: {
                            name: string;
                            contentType: string;
                            /** Format: byte */
                            content: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the sandbox received, oldest first */
        get: {
            parameters: {
                query?: {
                    to?: string;
                    after?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            company: string;
                            messageId: number | null;
                            channel: string;
                            to: string;
                            subject: string | null;
                            body: string;
                            html: string | null;
                            attachments: {
                                name: string;
                                contentType: string;
                                size: number;
                                durationMs?: number;
                                url: string;
                                risky: boolean;
                            }[];
                            link: string | null;
                            sentAt: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Candidates’ phones and mailboxes, by their newest message */
        get: {
            parameters: {
                query?: {
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            phone: string;
                            name: string;
                            channels: ("sms" | "email" | "messenger" | "whatsapp" | "wechat")[];
                            colleague: boolean;
                            last: {
                                /** @enum {string} */
                                channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                                /** @enum {string} */
                                author: "company" | "candidate";
                                text: string;
                                at: string;
                            };
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a phone shows on one of its channels; also one that nobody has used yet */
        get: {
            parameters: {
                query: {
                    phone: string;
                    channel?: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            phone: string;
                            name: string;
                            applicationId: number | null;
                            tabs: {
                                /** @enum {string} */
                                channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                                address: string;
                                opens: boolean;
                            }[];
                            channel: ("sms" | "email" | "messenger" | "whatsapp" | "wechat") | null;
                            closes: boolean;
                            trouble: ("refused" | "lost") | null;
                            outage: {
                                /** @enum {string} */
                                kind: "busy" | "down" | "silent";
                                until: string;
                            } | null;
                            messages: {
                                id: number;
                                /** @enum {string} */
                                author: "company" | "candidate";
                                subject: string | null;
                                text: string;
                                html: string | null;
                                messageId: number | null;
                                taps: {
                                    /** @enum {string} */
                                    style: "buttons" | "list" | "cards";
                                    replies: {
                                        id: string;
                                        title: string;
                                        description?: string;
                                    }[];
                                    cards?: {
                                        title: string;
                                        subtitle: string;
                                        buttons: {
                                            title: string;
                                            id?: string;
                                            url?: string;
                                        }[];
                                    }[];
                                } | null;
                                files: {
                                    name: string;
                                    contentType: string;
                                    size: number;
                                    durationMs?: number;
                                    url: string;
                                    risky: boolean;
                                }[];
                                lost: boolean;
                                reported: ("delivered" | "read" | "failed") | null;
                                link: string | null;
                                at: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write, tap or come by a link as the candidate */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                        /** @enum {string} */
                        channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                        name?: string;
                        text?: string;
                        tap?: {
                            messageId: number;
                            replyId: string;
                        };
                        opening?: {
                            ref: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Look at the phone: what has arrived is delivered, and read where the channel tells of that */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                        /** @enum {string} */
                        channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                        upTo: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone/trouble": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let the provider refuse the next message, or lose it on the way */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                        /** @enum {string} */
                        channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                        trouble: ("refused" | "lost") | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a day pass since what was said on this channel */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                        /** @enum {string} */
                        channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/outage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let the provider of a channel fail for ten minutes, or no more */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                        outage: ("busy" | "down" | "silent") | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The channels, and by what they are connected */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            channel: "webchat" | "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                            /** @enum {string} */
                            goes: "provider" | "smtp" | "sandbox";
                            /** @enum {string} */
                            fallback: "smtp" | "sandbox";
                            providers: {
                                provider: string;
                                name: string;
                                fields: {
                                    name: string;
                                    secret: boolean;
                                    required: boolean;
                                    value: string;
                                    group: string;
                                    options: string[];
                                }[];
                                unreachableUrl: string | null;
                            }[];
                            connection: {
                                id: number;
                                provider: string;
                                name: string;
                                account: string;
                                /** @enum {string} */
                                status: "connected" | "troubled" | "paused" | "blocked";
                                lastError: {
                                    code: string;
                                    detail: string;
                                    at: string;
                                } | null;
                                settings: {
                                    [key: string]: string;
                                };
                                webhookUrl: string;
                                webhookFields: string[];
                                connectedAt: string;
                            } | null;
                        }[];
                    };
                };
            };
        };
        /** Connect a channel; the credentials are tried first */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "webchat" | "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                        provider: string;
                        values: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            detail: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disconnect; messages stay in the sandbox from now on */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    connectionId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The templates that WhatsApp knows */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            language: string;
                            category: string;
                            status: string;
                            quality: ("green" | "yellow" | "red") | null;
                            parts: {
                                header: string | null;
                                body: string;
                                footer: string | null;
                                buttons: {
                                    /** @enum {string} */
                                    kind: "url" | "other";
                                    text: string;
                                    url?: string;
                                }[];
                                examples: {
                                    [key: string]: string;
                                };
                                named: boolean;
                                unsupported: ("file" | "button") | null;
                            };
                            slots: {
                                key: string;
                                example: string;
                            }[];
                            sendable: boolean;
                        }[];
                    };
                };
            };
        };
        /** Ask WhatsApp for its templates now */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            name: string;
                            language: string;
                            category: string;
                            status: string;
                            quality: ("green" | "yellow" | "red") | null;
                            parts: {
                                header: string | null;
                                body: string;
                                footer: string | null;
                                buttons: {
                                    /** @enum {string} */
                                    kind: "url" | "other";
                                    text: string;
                                    url?: string;
                                }[];
                                examples: {
                                    [key: string]: string;
                                };
                                named: boolean;
                                unsupported: ("file" | "button") | null;
                            };
                            slots: {
                                key: string;
                                example: string;
                            }[];
                            sendable: boolean;
                        }[];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload a JPEG, PNG or WebP picture of up to 5 MB */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            photoUrl: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Remove the photo */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload a .wav or .mp3 */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            audioBlobKey: string;
                            contentType: string;
                            size: number;
                            url: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a PNG, JPEG, GIF or WebP picture of up to 2 MB for mails */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            src: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/{token}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a recording */
        post: {
            parameters: {
                query?: {
                    durationMs?: number;
                };
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            blob: string;
                            contentType: string;
                            size: number;
                            durationMs: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phone/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file as the candidate */
        post: {
            parameters: {
                query: {
                    phone: string;
                    channel: "sms" | "email" | "messenger" | "whatsapp" | "wechat";
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Participation and pass rate of the last two weeks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            days: {
                                invited: number;
                                participated: number;
                                completed: number;
                                shortlisted: number;
                                participationRate: number | null;
                                passRate: number | null;
                                day: string;
                            }[];
                            totals: {
                                invited: number;
                                participated: number;
                                completed: number;
                                shortlisted: number;
                                participationRate: number | null;
                                passRate: number | null;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The candidates of a campaign with their answers, as XLSX */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which columns a table may have, and those chosen last */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            allowed: boolean;
                            columns: {
                                key: string;
                                name: string;
                            }[];
                            last: {
                                /** @enum {string} */
                                format: "xlsx" | "csv";
                                columns: string[];
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own exports of the last days */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "waiting" | "running" | "finished" | "cancelled" | "failed";
                            /** @enum {string} */
                            format: "xlsx" | "csv";
                            fileName: string;
                            /** @enum {string} */
                            of: "campaign" | "everything" | "selection" | "list";
                            total: number | null;
                            done: number;
                            size: number | null;
                            error: string | null;
                            createdAt: string;
                            finishedAt: string | null;
                            expiresAt: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Have a table of candidates written */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        format: "xlsx" | "csv";
                        columns: (("applicationId" | "candidateId" | "firstName" | "lastName" | "email" | "phone" | "campaign" | "folder" | "reason" | "labels" | "source" | "assignee" | "added" | "completed" | "active" | "location" | "score" | "referee" | "refereeEmail" | "refereePhone" | "refereeId" | "refereeAccount" | "resume" | "lastMessage" | "details" | "answers") | string)[];
                        chosen: {
                            campaignId: number;
                        } | {
                            /** @enum {boolean} */
                            everything: true;
                        } | {
                            ids: number[];
                            /** @enum {string} */
                            sort?: "added" | "active";
                            /** @enum {string} */
                            order?: "asc" | "desc";
                        } | {
                            query: {
                                campaign?: number[];
                                folder?: string[];
                                label?: number;
                                mine?: string;
                                filter?: string;
                                q?: string;
                                /**
                                 * @default people
                                 * @enum {string}
                                 */
                                in?: "people" | "texts";
                            };
                            /** @default [] */
                            except?: number[];
                            /** @enum {string} */
                            sort?: "added" | "active";
                            /** @enum {string} */
                            order?: "asc" | "desc";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "waiting" | "running" | "finished" | "cancelled" | "failed";
                            /** @enum {string} */
                            format: "xlsx" | "csv";
                            fileName: string;
                            /** @enum {string} */
                            of: "campaign" | "everything" | "selection" | "list";
                            total: number | null;
                            done: number;
                            size: number | null;
                            error: string | null;
                            createdAt: string;
                            finishedAt: string | null;
                            expiresAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{exportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an export is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exportId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "waiting" | "running" | "finished" | "cancelled" | "failed";
                            /** @enum {string} */
                            format: "xlsx" | "csv";
                            fileName: string;
                            /** @enum {string} */
                            of: "campaign" | "everything" | "selection" | "list";
                            total: number | null;
                            done: number;
                            size: number | null;
                            error: string | null;
                            createdAt: string;
                            finishedAt: string | null;
                            expiresAt: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove an export and its file */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exportId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{exportId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an export where it stands */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exportId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "waiting" | "running" | "finished" | "cancelled" | "failed";
                            /** @enum {string} */
                            format: "xlsx" | "csv";
                            fileName: string;
                            /** @enum {string} */
                            of: "campaign" | "everything" | "selection" | "list";
                            total: number | null;
                            done: number;
                            size: number | null;
                            error: string | null;
                            createdAt: string;
                            finishedAt: string | null;
                            expiresAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{exportId}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its file, by a link that soon ends */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exportId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export-permission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether managers may export */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            managers: boolean;
                        };
                    };
                };
            };
        };
        /** Let managers export, or not */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        managers: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            managers: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, the newest first */
        get: {
            parameters: {
                query?: {
                    person?: string | "program";
                    kind?: "signed-in" | "password-changed" | "password-reset" | "email-changed" | "user-invited" | "invitation-accepted" | "user-deactivated" | "user-reactivated" | "user-deleted" | "ownership-transferred" | "members-changed" | "company-made" | "company-changed" | "sending-changed" | "sites-changed" | "channel-connected" | "channel-disconnected" | "api-key-made" | "api-key-revoked" | "retention-changed" | "export-permission-changed" | "candidate-shared" | "share-mailed" | "share-revoked" | "export-started" | "export-finished" | "export-downloaded" | "candidate-exported" | "audit-exported" | "application-deleted" | "campaign-deleted" | "candidate-erased" | "retention-ran";
                    from?: string;
                    to?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: number;
                                at: string;
                                kind: string;
                                by: {
                                    id: string;
                                    name: string;
                                } | null;
                                address: string | null;
                                candidate: {
                                    id: number;
                                    name: string;
                                    applicationId: number | null;
                                } | null;
                                campaign: {
                                    id: number;
                                    name: string;
                                } | null;
                                user: {
                                    id: string;
                                    name: string;
                                } | null;
                                data: {
                                    [key: string]: string | number | string[] | null;
                                };
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By whom and by what it can be filtered */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            people: {
                                id: string;
                                name: string;
                                here: boolean;
                            }[];
                            kinds: {
                                /** @enum {string} */
                                kind: "signed-in" | "password-changed" | "password-reset" | "email-changed" | "user-invited" | "invitation-accepted" | "user-deactivated" | "user-reactivated" | "user-deleted" | "ownership-transferred" | "members-changed" | "company-made" | "company-changed" | "sending-changed" | "sites-changed" | "channel-connected" | "channel-disconnected" | "api-key-made" | "api-key-revoked" | "retention-changed" | "export-permission-changed" | "candidate-shared" | "share-mailed" | "share-revoked" | "export-started" | "export-finished" | "export-downloaded" | "candidate-exported" | "audit-exported" | "application-deleted" | "campaign-deleted" | "candidate-erased" | "retention-ran";
                                name: {
                                    en: string;
                                    es: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is filtered, as CSV */
        get: {
            parameters: {
                query?: {
                    person?: string | "program";
                    kind?: "signed-in" | "password-changed" | "password-reset" | "email-changed" | "user-invited" | "invitation-accepted" | "user-deactivated" | "user-reactivated" | "user-deleted" | "ownership-transferred" | "members-changed" | "company-made" | "company-changed" | "sending-changed" | "sites-changed" | "channel-connected" | "channel-disconnected" | "api-key-made" | "api-key-revoked" | "retention-changed" | "export-permission-changed" | "candidate-shared" | "share-mailed" | "share-revoked" | "export-started" | "export-finished" | "export-downloaded" | "candidate-exported" | "audit-exported" | "application-deleted" | "campaign-deleted" | "candidate-erased" | "retention-ran";
                    from?: string;
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links to an application */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                            shows: ("contact" | "resume" | "responses" | "chat" | "comments")[];
                            mayPropose: boolean;
                            by: string | null;
                            createdAt: string;
                            expiresAt: string;
                            views: number;
                            lastSeenAt: string | null;
                            mails: {
                                to: string;
                                /** @enum {string} */
                                state: "waiting" | "sent" | "failed";
                            }[];
                            proposals: {
                                /** @enum {string} */
                                verdict: "shortlist" | "reject";
                                name: string;
                                comment: string;
                                at: string;
                            }[];
                        }[];
                    };
                };
            };
        };
        put?: never;
        /** Make a link; it is shown in this answer alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        shows: ("contact" | "resume" | "responses" | "chat" | "comments")[];
                        /** @default false */
                        mayPropose?: boolean;
                        /** @default 14 */
                        days?: number;
                        /** @default [] */
                        emails?: string[];
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            share: {
                                id: number;
                                /** @enum {string} */
                                state: "active" | "expired" | "revoked";
                                shows: ("contact" | "resume" | "responses" | "chat" | "comments")[];
                                mayPropose: boolean;
                                by: string | null;
                                createdAt: string;
                                expiresAt: string;
                                views: number;
                                lastSeenAt: string | null;
                                mails: {
                                    to: string;
                                    /** @enum {string} */
                                    state: "waiting" | "sent" | "failed";
                                }[];
                                proposals: {
                                    /** @enum {string} */
                                    verdict: "shortlist" | "reject";
                                    name: string;
                                    comment: string;
                                    at: string;
                                }[];
                            };
                            link: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links to all applications in reach, the newest first */
        get: {
            parameters: {
                query?: {
                    state?: "active" | "expired" | "revoked";
                    mine?: "true";
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: number;
                                /** @enum {string} */
                                state: "active" | "expired" | "revoked";
                                shows: ("contact" | "resume" | "responses" | "chat" | "comments")[];
                                mayPropose: boolean;
                                by: string | null;
                                createdAt: string;
                                expiresAt: string;
                                views: number;
                                lastSeenAt: string | null;
                                mails: {
                                    to: string;
                                    /** @enum {string} */
                                    state: "waiting" | "sent" | "failed";
                                }[];
                                proposals: {
                                    /** @enum {string} */
                                    verdict: "shortlist" | "reject";
                                    name: string;
                                    comment: string;
                                    at: string;
                                }[];
                                applicationId: number;
                                candidate: string;
                                campaign: string | null;
                                revokedAt: string | null;
                                revokedBy: string | null;
                            }[];
                            before: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/shares/{shareId}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link to up to eight people */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                    shareId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        emails: string[];
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                            shows: ("contact" | "resume" | "responses" | "chat" | "comments")[];
                            mayPropose: boolean;
                            by: string | null;
                            createdAt: string;
                            expiresAt: string;
                            views: number;
                            lastSeenAt: string | null;
                            mails: {
                                to: string;
                                /** @enum {string} */
                                state: "waiting" | "sent" | "failed";
                            }[];
                            proposals: {
                                /** @enum {string} */
                                verdict: "shortlist" | "reject";
                                name: string;
                                comment: string;
                                at: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/shares/{shareId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a link */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                    shareId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a link shows */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            language: string;
                            company: string;
                            campaign: string | null;
                            name: string;
                            contact: {
                                email: string | null;
                                phone: string | null;
                            } | null;
                            resume: {
                                file: {
                                    name: string;
                                    url: string;
                                } | null;
                            } | null;
                            responses: {
                                questionId: string;
                                question: string;
                                type: string;
                                position: number;
                                answer: {
                                    kind: string;
                                    text: string | null;
                                    number: number | null;
                                    choiceLabel: string | null;
                                    audioUrl: string | null;
                                    contentType: string | null;
                                    durationMs: number | null;
                                    transcript: string | null;
                                    answeredAt: string;
                                } | null;
                            }[] | null;
                            chat: {
                                at: string;
                                /** @enum {string} */
                                from: "candidate" | "bot" | "team";
                                text: string;
                                files: {
                                    name: string;
                                    contentType: string;
                                    url: string;
                                }[];
                            }[] | null;
                            comments: {
                                at: string;
                                by: string;
                                text: string;
                            }[] | null;
                            mayPropose: boolean;
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/{token}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose to shortlist or to reject */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        verdict: "shortlist" | "reject";
                        name: string;
                        /** @default  */
                        comment?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            applicationId: number;
                            candidateId: number;
                            duplicate: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaignId}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            campaignId: number;
                            fileName: string;
                            size: number;
                            /** @enum {string} */
                            state: "uploaded" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            reading: {
                                /** @enum {string} */
                                encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                                /** @enum {string} */
                                delimiter: "," | ";" | "\t" | "|";
                                hasHeader: boolean;
                                headers: string[];
                                mapping: (("firstName" | "lastName" | "fullName" | "email" | "country" | "phone" | "referee" | "source" | "other" | "ignore") | string)[];
                                preview: string[][];
                            };
                            counts: {
                                total: number;
                                created: number;
                                duplicate: number;
                                existing: number;
                                refused: number;
                                warned: number;
                            };
                            progress: number;
                            error: string | null;
                            refusalsUrl: string | null;
                            user: {
                                id: string;
                                name: string;
                            } | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    campaignId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            campaignId: number;
                            fileName: string;
                            size: number;
                            /** @enum {string} */
                            state: "uploaded" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            reading: {
                                /** @enum {string} */
                                encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                                /** @enum {string} */
                                delimiter: "," | ";" | "\t" | "|";
                                hasHeader: boolean;
                                headers: string[];
                                mapping: (("firstName" | "lastName" | "fullName" | "email" | "country" | "phone" | "referee" | "source" | "other" | "ignore") | string)[];
                                preview: string[][];
                            };
                            counts: {
                                total: number;
                                created: number;
                                duplicate: number;
                                existing: number;
                                refused: number;
                                warned: number;
                            };
                            progress: number;
                            error: string | null;
                            refusalsUrl: string | null;
                            user: {
                                id: string;
                                name: string;
                            } | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    importId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            campaignId: number;
                            fileName: string;
                            size: number;
                            /** @enum {string} */
                            state: "uploaded" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            reading: {
                                /** @enum {string} */
                                encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                                /** @enum {string} */
                                delimiter: "," | ";" | "\t" | "|";
                                hasHeader: boolean;
                                headers: string[];
                                mapping: (("firstName" | "lastName" | "fullName" | "email" | "country" | "phone" | "referee" | "source" | "other" | "ignore") | string)[];
                                preview: string[][];
                            };
                            counts: {
                                total: number;
                                created: number;
                                duplicate: number;
                                existing: number;
                                refused: number;
                                warned: number;
                            };
                            progress: number;
                            error: string | null;
                            refusalsUrl: string | null;
                            user: {
                                id: string;
                                name: string;
                            } | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{importId}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    column?: number;
                    attribute?: string;
                };
                header?: never;
                path: {
                    importId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            text: string;
                            value: string | null;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{importId}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    importId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            row: number;
                            reason: string;
                        }[];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{importId}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    importId: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        mapping: (("firstName" | "lastName" | "fullName" | "email" | "country" | "phone" | "referee" | "source" | "other" | "ignore") | string)[];
                        hasHeader: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            campaignId: number;
                            fileName: string;
                            size: number;
                            /** @enum {string} */
                            state: "uploaded" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            reading: {
                                /** @enum {string} */
                                encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                                /** @enum {string} */
                                delimiter: "," | ";" | "\t" | "|";
                                hasHeader: boolean;
                                headers: string[];
                                mapping: (("firstName" | "lastName" | "fullName" | "email" | "country" | "phone" | "referee" | "source" | "other" | "ignore") | string)[];
                                preview: string[][];
                            };
                            counts: {
                                total: number;
                                created: number;
                                duplicate: number;
                                existing: number;
                                refused: number;
                                warned: number;
                            };
                            progress: number;
                            error: string | null;
                            refusalsUrl: string | null;
                            user: {
                                id: string;
                                name: string;
                            } | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{importId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    importId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            campaignId: number;
                            fileName: string;
                            size: number;
                            /** @enum {string} */
                            state: "uploaded" | "waiting" | "running" | "finished" | "cancelled" | "failed";
                            reading: {
                                /** @enum {string} */
                                encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                                /** @enum {string} */
                                delimiter: "," | ";" | "\t" | "|";
                                hasHeader: boolean;
                                headers: string[];
                                mapping: (("firstName" | "lastName" | "fullName" | "email" | "country" | "phone" | "referee" | "source" | "other" | "ignore") | string)[];
                                preview: string[][];
                            };
                            counts: {
                                total: number;
                                created: number;
                                duplicate: number;
                                existing: number;
                                refused: number;
                                warned: number;
                            };
                            progress: number;
                            error: string | null;
                            refusalsUrl: string | null;
                            user: {
                                id: string;
                                name: string;
                            } | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{importId}/refusals.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    importId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{applicationId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload a résumé of up to 10 MB (PDF, DOCX, DOC, RTF, ODT, TXT, JPEG, PNG, WebP) as `file` of a form */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** Remove the résumé */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/talkpush_services/campaigns/{campaignId}/campaign_invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a candidate to a campaign and invites them */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "idempotency-key"?: string;
                };
                path: {
                    campaignId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description May also come in the query or as the header api-key. */
                        api_key?: string;
                        /** @description May also come in the query or as the header api-secret. */
                        api_secret?: string;
                        campaign_invitation: {
                            first_name: string;
                            /** @description Empty for people who have one name. */
                            last_name: string;
                            /** @description This or user_phone_number is needed. */
                            email?: string;
                            /** @description As dialled in the campaign’s country, or with + and the country. */
                            user_phone_number?: string;
                            source?: string;
                            /** @description In multipart/form-data: a PDF, DOCX, DOC, RTF, ODT or TXT file or a picture (JPEG, PNG, WebP) of up to 10 MB. */
                            temporary_cv?: string;
                            /** @description Up to 100 further details. */
                            others?: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The application. */
                            id: number;
                            candidate_id: number;
                            campaign_id: number;
                            /** @enum {string} */
                            state: "inbox";
                            /** @description The person was known, by e-mail or phone. */
                            duplicate: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ErrorInput: {
            error: {
                code: string;
                message: string;
                fields?: {
                    [key: string]: string;
                };
            };
        };
        Error: {
            error: {
                code: string;
                message: string;
                fields?: {
                    [key: string]: string;
                };
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
