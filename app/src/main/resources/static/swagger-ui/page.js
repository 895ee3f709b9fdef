// The path is relative, so that the page works behind a proxy that adds to it. Nothing is sent to a validator.
SwaggerUIBundle({url: "v3/api-docs", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null});
